import Parties
import XMLBridge

/// Reads typed values from a tree that was found to have the right form.
///
/// What it throws means that the form and the reader disagree, which a test on every example would show.
struct DataReader {
    private let element: XMLElement
    private let form: DataForm

    init(_ element: XMLElement, form: DataForm) {
        self.element = element
        self.form = form
    }

    func record(_ name: String) throws(ConventionDataError) -> DataReader {
        guard let reader = optionalRecord(name) else { throw missing(name) }
        return reader
    }

    func optionalRecord(_ name: String) -> DataReader? {
        guard let child = element.element(named: name), let form = member(name) else {
            return nil
        }
        return DataReader(child, form: form)
    }

    /// The items of the list of that name.
    func items(_ name: String) throws(ConventionDataError) -> [DataReader] { try record(name).ownItems() }

    /// The items of this list.
    func ownItems() throws(ConventionDataError) -> [DataReader] {
        guard case .list(let item, _) = form.content else { throw missing(form.name) }
        return element.elements.map { DataReader($0, form: item) }
    }

    func text(_ name: String) throws(ConventionDataError) -> String { try record(name).ownText() }

    func optionalText(_ name: String) throws(ConventionDataError) -> String? { try optionalRecord(name)?.ownText() }

    func ownText() throws(ConventionDataError) -> String {
        guard case .value(let value) = form.content else { throw missing(form.name) }
        return value.normalised(element.text)
    }

    /// A value made from a text, by an initialiser that gives `nil` for what it does not accept.
    func value<Value>(_ name: String, _ make: (String) -> Value?) throws(ConventionDataError) -> Value {
        guard let value = make(try text(name)) else { throw missing(name) }
        return value
    }

    func optionalValue<Value>(_ name: String, _ make: (String) -> Value?) throws(ConventionDataError) -> Value? {
        optionalRecord(name) == nil ? nil : try value(name, make)
    }

    private func member(_ name: String) -> DataForm? {
        guard case .record(let members) = form.content else { return nil }
        return members.indices.first { members[$0].name == name }.map { members[$0] }
    }

    private func missing(_ name: String) -> ConventionDataError {
        ConventionDataError([
            ConventionFault(.init(.missingElement, found: name), at: "\(form.name)/\(name)", line: element.line)
        ])
    }
}
