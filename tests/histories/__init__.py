"""Histories of edits: what curators, tools and accidents do to a site, and the law that every build must keep.

start/       the site that each history begins with: one of everything, in few and small files
records.py   edits of content/: values from lists, files written, deleted, renamed
site.py      edits of site.yaml, of a theme of the site's own, of pictures, of the ledger
damage.py    what happens behind the back of a build: to published files, to .digest, to the times of files
builder.py   builds in a process that built nothing before, killed or disturbed on the way when asked
walk.py      a history as data; walking it, step by step, with a clean build beside each step; making it smaller
"""
