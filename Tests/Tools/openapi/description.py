"""The description of the API: valid by others' judgement, and what it says of one operation."""

import re

import jsonschema
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import validate

# Bodies whose form other pages describe, each with how it begins.
OPAQUE = {"application/pdf": b"%PDF-", "application/xml": b"<"}
METHODS = ("get", "put", "post", "delete", "patch")


class Description:
    def __init__(self, document):
        validate(document)
        self.document = document
        self.operations = {
            operation["operationId"]: (method, path, operation)
            for path, item in document["paths"].items() for method, operation in item.items() if method in METHODS}
        self.played = {}
        self.check_examples()

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node

    def check(self, value, schema, where):
        # The whole document lies around the schema, so that references lead somewhere.
        whole = {**schema, "components": self.document["components"]}
        try:
            OAS31Validator(whole, format_checker=oas31_format_checker).validate(value)
        except jsonschema.ValidationError as error:
            raise AssertionError(f"{where}: {error.message} at {list(error.absolute_path)}") from error

    def check_examples(self):
        """Every body but a PDF or XML has an example, and each is of its own schema."""
        for name, (_, _, operation) in self.operations.items():
            bodies = [("request", operation.get("requestBody", {}))]
            bodies += [(status, self.resolve(answer)) for status, answer in operation["responses"].items()]
            for what, body in bodies:
                for media_type, content in body.get("content", {}).items():
                    examples = content.get("examples", {})
                    assert examples or media_type in OPAQUE or name == "describe", f"{name} {what}: no example"
                    for example in examples.values():
                        self.check(example["value"], content["schema"], f"the example of {name} {what}")

    def request_example(self, name):
        content = self.operations[name][2]["requestBody"]["content"]["application/json"]
        return next(iter(content["examples"].values()))["value"]

    def check_answer(self, name, status, headers, body):
        """Whether the answer is one of those that the operation describes, its members those of its example."""
        answers = self.operations[name][2]["responses"]
        assert str(status) in answers, f"{name} answered with {status}, which is not described: {body}"
        answer = self.resolve(answers[str(status)])
        for field, description in answer["headers"].items():
            assert field in headers or not self.resolve(description).get("required"), f"{name} {status}: no {field}"
        self.played.setdefault(name, set()).add(status)
        media_type = (headers["Content-Type"] or "").split(";")[0]
        if not answer.get("content"):
            assert not body, f"{name} {status}: a body where none is described"
            return
        assert media_type in answer["content"], f"{name} {status}: media type {media_type}"
        if media_type in OPAQUE:
            assert body.startswith(OPAQUE[media_type]), f"{name} {status}: no {media_type}"
            return
        content = answer["content"][media_type]
        self.check(body, content["schema"], f"the answer {status} to {name}")
        if status < 300:
            for example in content.get("examples", {}).values():
                # The last page has no next.
                differing = (set(example["value"]) ^ set(body)) - {"next"}
                assert not differing, f"{name} {status}: members {differing} are in one of answer and example"

    def path(self, name, **parameters):
        return re.sub(r"\{(\w+)\}", lambda found: parameters[found.group(1)], self.operations[name][1])
