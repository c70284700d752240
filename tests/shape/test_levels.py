"""A room knows only what lies below it; see docs/decisions/0002-rooms-and-levels.md."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2] / "repayplan"
STAIRS = (
    "units",
    "engine rules words proof",
    "debts household terms",
    "plans",
    "feasibility",
    "options",
    "followup",
    "reports columns",
    "cases",
    "root",  # the modules beside the rooms
)
LEVELS = {room: level for level, rooms in enumerate(STAIRS) for room in rooms.split()}
OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
MAY_OPEN = ("rules/", "cases/", "columns/files.py", "reports/letters.py")
MAY_LOAD_NUMPY = ("units/", "engine/", "columns/")


def room_of(place):
    return place.split("/")[0] if "/" in place else "root"


def imported(node):
    """The full dotted names that a statement imports; a relative one keeps its dots in front."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names]
    return []


def at_import_time(node):
    """The nodes that run when the module is imported: no function bodies, nothing for types alone."""
    for child in ast.iter_child_nodes(node):
        for_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not for_types and not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from at_import_time(child)


def opens_a_file(node):
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", getattr(node.func, "attr", "")) in OPENERS
    return any(name.startswith("importlib.resources") for name in imported(node))


TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in ROOT.rglob("*.py")}
IMPORTS = [(place, name) for place, tree in TREES.items() for node in ast.walk(tree) for name in imported(node)]


def test_every_folder_is_a_room_with_a_level():
    assert {room_of(place) for place in TREES} <= set(LEVELS)


def test_a_room_imports_only_rooms_below_it():
    for place, name in IMPORTS:
        first, second, *_ = [*name.split("."), ""]
        if first in ("repayplan", ""):  # "": a relative import
            target, own = second if second in LEVELS else "root", room_of(place)
            assert target == own or LEVELS[target] < LEVELS[own], f"{place} imports {name}"


def test_proof_imports_the_standard_library_alone():
    for place, name in IMPORTS:
        if room_of(place) == "proof" and not name.startswith("repayplan.proof."):
            assert name.split(".")[0] in sys.stdlib_module_names, f"{place} imports {name}"


def test_files_are_opened_in_four_places_only():
    for place, tree in TREES.items():
        if not place.startswith(MAY_OPEN):
            assert not any(opens_a_file(node) for node in ast.walk(tree)), place


def test_numpy_is_loaded_by_the_first_column():
    for place, tree in TREES.items():
        nodes = at_import_time(tree) if place.startswith(MAY_LOAD_NUMPY) else ast.walk(tree)
        names = [name for node in nodes for name in imported(node)]
        assert "numpy" not in {name.split(".")[0] for name in names}, place
