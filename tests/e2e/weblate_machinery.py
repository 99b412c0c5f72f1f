"""Weblate's own code for tmserver, out of its wheel, without the rest.

`weblate/machinery/{base,tmserver}.py` and `weblate/utils/requests.py` are
Weblate's; what they import of Django and of the other parts of Weblate is made
up here: a cache, and names that nothing of what is tried needs.
"""

import collections
import functools
import importlib
import importlib.abc
import importlib.machinery
import sys
import types
from unittest import mock

_REAL = ("weblate", "weblate.machinery", "weblate.machinery.base",
         "weblate.machinery.tmserver", "weblate.utils",
         "weblate.utils.requests")


class _Cache(dict):
    def set(self, key, value, _seconds):
        self[key] = value

    def incr(self, key, delta=1):
        if key not in self:
            raise ValueError(key)
        self[key] += delta

    def delete_many(self, keys):
        for key in keys:
            self.pop(key, None)


_STAND_INS = {
    "django.core.cache": {"cache": _Cache()},
    "django.core.exceptions": {"ValidationError": ValueError},
    "django.utils.functional": {"cached_property": functools.cached_property},
    "weblate.checks.utils": {"highlight_string": lambda *_, **__: []},
    "weblate.utils.hash": {"calculate_hash": hash,
                           "calculate_dict_hash": repr,
                           "hash_to_checksum": str},
    "weblate.utils.site": {"get_site_url": lambda: "http://weblate.example"},
    "weblate.utils.version": {"USER_AGENT": "Weblate/5"},
}


class _StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in ("django", "weblate") or name in _REAL:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__dict__.update(_STAND_INS.get(spec.name, {}))
        module.__getattr__ = lambda name: mock.MagicMock(name=name)
        return module

    def exec_module(self, module):
        pass


Unit = collections.namedtuple("Unit", "translation")


def _package(name, folder):
    module = types.ModuleType(name)
    module.__path__ = [str(folder)]
    sys.modules[name] = module


def load(folder):
    """The class TMServerTranslation of the wheel unpacked in `folder`."""
    sys.meta_path.insert(0, _StandIns())
    # Without their __init__.py, which begin with Django's settings.
    for name in ("weblate", "weblate.machinery", "weblate.utils"):
        _package(name, folder / name.replace(".", "/"))
    return importlib.import_module(
        "weblate.machinery.tmserver").TMServerTranslation


def clear_cache():
    """Forgets languages, answers and limits."""
    _STAND_INS["django.core.cache"]["cache"].clear()
