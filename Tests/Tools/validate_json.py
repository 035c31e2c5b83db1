"""Validates JSON from standard input against a JSON Schema (draft 7), with a library that nobody here wrote.

Arguments: the schema; --lines when each line of the input is a document of its own; --definition NAME to validate against
a definition of the schema. Exit 0: valid; 1: not, and why.
"""

import argparse
import json
import sys

import fastjsonschema


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("schema")
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--definition")
    options = parser.parse_args()
    with open(options.schema, encoding="utf-8") as file:
        schema = json.load(file)
    if options.definition:
        schema = {"$schema": schema["$schema"], "definitions": schema["definitions"],
                  "$ref": f"#/definitions/{options.definition}"}
    validate = fastjsonschema.compile(schema)
    text = sys.stdin.read()
    documents = text.splitlines() if options.lines else [text]
    for document in documents:
        try:
            validate(json.loads(document))
        except (fastjsonschema.JsonSchemaException, json.JSONDecodeError) as error:
            print(f"{type(error).__name__}: {error}")
            return 1
    print(f"{len(documents)} valid")
    return 0 if documents else 1


if __name__ == "__main__":
    sys.exit(main())
