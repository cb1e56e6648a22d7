"""Output -> bytes: Markdown to sanitised HTML, and views through a theme's templates."""
