"""The web server of the controls."""

from importlib import import_module

from portal.wsgi import application

__all__ = ["application"]

import_module("tests.soak.without_guards").drop()  # the models can be had only now
