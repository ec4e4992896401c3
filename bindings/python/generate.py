"""Writes azdo/_raw.py from include/azdo.h; with --check, says whether it is fresh."""

import pathlib
import re
import subprocess
import sys

from pycparser import c_ast, c_parser

HERE = pathlib.Path(__file__).resolve().parent
HEADER = HERE.parent.parent / "include" / "azdo.h"
OUTPUT = HERE / "azdo" / "_raw.py"

SCALARS = {
    "int": "c_int", "int32_t": "c_int32", "uint32_t": "c_uint32", "int64_t": "c_int64", "uint64_t": "c_uint64",
    "size_t": "c_size_t", "azdo_status": "c_int32", "azdo_reference_kind": "c_int32",
}


def parse():
    command = ["cc", "-E", "-P", "-std=c99", "-D__attribute__(x)=", "-D__extension__=", "-D__restrict=", str(HEADER)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return c_parser.CParser().parse(text)


def spelled(node, records):
    """The ctypes name of a C type."""
    if isinstance(node, c_ast.PtrDecl):
        inner = node.type
        if isinstance(inner, c_ast.FuncDecl):
            return f"CFUNCTYPE({', '.join([returned(inner, records), *taken(inner, records)])})"
        if isinstance(inner, c_ast.TypeDecl):
            name = type_name(inner)
            if name == "char":
                return "c_char_p"
            if name == "void" or (name.startswith("azdo_") and name not in records and name not in SCALARS):
                return "c_void_p"
        return f"POINTER({spelled(inner, records)})"
    name = type_name(node)
    return name if name in records else SCALARS[name]


def taken(function, records):
    """What a function takes."""
    arguments = [argument.type for argument in function.args.params]
    is_void = len(arguments) == 1 and isinstance(arguments[0], c_ast.TypeDecl) and type_name(arguments[0]) == "void"
    return [] if is_void else [spelled(argument, records) for argument in arguments]


def returned(function, records):
    """What it gives."""
    is_void = isinstance(function.type, c_ast.TypeDecl) and type_name(function.type) == "void"
    return "None" if is_void else spelled(function.type, records)


def type_name(node):
    inner = node.type
    return inner.name if isinstance(inner, c_ast.Struct) else inner.names[-1]


def render():
    tree = parse()
    structures, functions, constants = {}, [], []
    for node in tree.ext:
        if isinstance(node, c_ast.Typedef):
            inner = getattr(node.type, "type", None)
            if isinstance(inner, c_ast.Struct) and inner.decls and node.name.startswith("azdo_"):
                structures[node.name] = inner.decls
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.Enum):
            for item in node.type.values.enumerators:
                constants.append((item.name, int(item.value.value)))
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.FuncDecl) and node.name.startswith("azdo_"):
            functions.append(node)
    macros = re.findall(r"^#define (AZDO_[A-Z_]+) (\d+)$", HEADER.read_text(encoding="utf-8"), re.M)
    constants = [(name, int(value)) for name, value in macros] + constants

    lines = [
        '"""The C ABI as ctypes sees it. Generated from include/azdo.h: `make header` writes it anew."""',
        "",
        "# fmt: off",
        "from ctypes import (",
        "    CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p,",
        ")",
        "",
    ]
    lines += [f"{name.removeprefix('AZDO_')} = {value}" for name, value in constants]
    for name, fields in structures.items():
        lines += ["", "", f"class {name}(Structure):", "    _fields_ = ["]
        for field in fields:
            # Texts stay addresses: reading one must not copy it.
            kind = "c_void_p" if name == "azdo_str" and field.name == "data" else spelled(field.type, structures)
            lines.append(f'        ("{field.name}", {kind}),')
        lines.append("    ]")
    lines += ["", "", "def declare(library: CDLL) -> None:", '    """Tells ctypes what each function takes and gives."""']
    for node in functions:
        arguments, result = taken(node.type, structures), returned(node.type, structures)
        if result == "c_char_p" and "POINTER(c_size_t)" in arguments:
            result = "c_void_p"  # its length is told apart: it may hold a NUL
        lines.append(f"    library.{node.name}.argtypes = [{', '.join(arguments)}]")
        lines.append(f"    library.{node.name}.restype = {result}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = render()
    if "--check" in sys.argv[1:]:
        if OUTPUT.read_text(encoding="utf-8") != text:
            sys.exit("azdo/_raw.py is not what include/azdo.h says: `make header` writes it anew")
    else:
        OUTPUT.write_text(text, encoding="utf-8")
