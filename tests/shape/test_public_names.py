"""The public names are few, shown by example and annotated; the folders keep their shape."""

import ast
import inspect
from pathlib import Path

import pytest

import repayplan

ROOT = Path(__file__).parents[2] / "repayplan"
FILES = sorted(ROOT.rglob("*.py"))
NAMES = sorted(getattr(repayplan, "__all__", ()))
VAGUE = {"utils", "util", "common", "helpers", "helper", "base", "misc"}


def test_the_root_lists_at_most_sixty_names_once():
    assert 0 < len(repayplan.__all__) <= 60
    assert len(set(repayplan.__all__)) == len(repayplan.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_public_name_shows_an_example(name):
    thing = getattr(repayplan, name)
    if inspect.isclass(thing) or inspect.isroutine(thing):
        assert ">>>" in (thing.__doc__ or "")  # its own: not what a class inherits


@pytest.mark.parametrize("name", NAMES)
def test_public_function_is_annotated(name):
    thing = getattr(repayplan, name)
    if inspect.isroutine(thing):
        signature = inspect.signature(thing)
        bare = [p.name for p in signature.parameters.values() if p.annotation is p.empty]
        assert not bare
        assert signature.return_annotation is not signature.empty


def test_names_for_types_and_names_at_run_time_agree():
    """The root loads names lazily; type checkers read the same names from its imports."""
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {alias.name: node.module for node in block.body for alias in node.names}
    homes = {
        name: home.removesuffix(f".{name}") if name in ("columns", "kinds", "reports", "shapes") else home
        for name, home in repayplan._HOMES.items()
    }
    assert imported == homes
    assert sorted(imported) == repayplan.__all__


def test_no_file_is_over_500_lines():
    assert not [path for path in FILES if len(path.read_text("utf-8").splitlines()) > 500]


def test_no_room_inside_a_room():
    assert not [path for path in FILES if len(path.relative_to(ROOT).parts) > 2]


def test_no_room_or_module_has_a_vague_name():
    names = {part.removesuffix(".py").strip("_") for path in FILES for part in path.relative_to(ROOT).parts}
    assert not names & VAGUE


def test_every_module_says_what_it_is_and_holds_something():
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree), path
        assert path.name == "__init__.py" or any(holds(node) for node in tree.body), path


def holds(node):
    """Whether a statement defines, names or does something: more than a docstring or an import."""
    says = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return not says and not isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass))
