"""Reads texts, a JSON list on standard input, as PowerShell's grammar does, and prints what it makes of each."""
import json
import sys

import tree_sitter_powershell
from tree_sitter import Language, Parser

parser = Parser(Language(tree_sitter_powershell.language()))


def commands(node, inside):
    """Every command with the blocks around it, the outermost first."""
    if node.type == "command":
        yield {"text": node.text.decode(), "inside": inside}
    around = inside + [node.type] if node.type in ("if_statement", "statement_block", "else_clause") else inside
    for child in node.children:
        yield from commands(child, around)


def reading(text):
    root = parser.parse(text.encode()).root_node
    return {"fails": root.has_error, "commands": list(commands(root, []))}


json.dump([reading(text) for text in json.load(sys.stdin)], sys.stdout)
