import Parties

/// What an element of one of our data formats may hold; the same description serves XML and JSON.
///
/// A record's members stand in the listed order in XML and in any order in JSON. A list is an element of its own around
/// its items, and an array in JSON.
struct DataForm: Sendable {
    indirect enum Content: Sendable {
        case value(ValueForm)
        case record([DataForm])
        case list(of: DataForm, count: ClosedRange<Int>)
    }

    let name: String
    let content: Content
    var isOptional = false

    static func value(_ name: String, _ form: ValueForm) -> DataForm { DataForm(name: name, content: .value(form)) }

    static func text(_ name: String, _ rule: TextRule) -> DataForm { .value(name, .text(rule)) }

    static func record(_ name: String, _ members: [DataForm]) -> DataForm {
        DataForm(name: name, content: .record(members))
    }

    static func list(_ name: String, of item: DataForm, count: ClosedRange<Int>) -> DataForm {
        DataForm(name: name, content: .list(of: item, count: count))
    }

    var optional: DataForm {
        var form = self
        form.isOptional = true
        return form
    }
}

/// A data format: its namespace and its document element.
struct DataFormat: Sendable {
    let namespace: String
    let root: DataForm
}
