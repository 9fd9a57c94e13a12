"""Work behind the pages: a table of jobs, the one door into it, and the worker that does them."""
