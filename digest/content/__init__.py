"""Files under content/ <-> typed records."""
