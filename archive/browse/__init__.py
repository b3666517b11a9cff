"""The archive as a web page: `envnews browse`.

Datasette serves the tables; a plugin of ours (`plugin`) adds the pages (`pages/`). Everything is read-only, comes from
this machine and passes `security`. A new page is a function in a module of `pages/`.
"""
