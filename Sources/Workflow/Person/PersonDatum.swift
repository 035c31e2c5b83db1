package import ConventionDomain

package import struct Foundation.Date

/// One thing that is told to a person who asks for his or her data: with a name for programs, and one for people.
///
/// The file for programs and the page for people are written from the same list, so that neither says less than the other.
package indirect enum PersonDatum: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        /// ISO 8601.
        case day(String)
        case moment(Date)
        case number(Int)
        case flag(Bool)
        case act(ConventionEvent.Kind)
    }

    case value(_ key: String, _ label: String, Value)
    case group(_ key: String, _ label: String, [PersonDatum])
    case list(_ key: String, _ label: String, [[PersonDatum]])
    case texts(_ key: String, _ label: String, [String])

    /// A text; nothing when there is none.
    static func optional(_ key: String, _ label: String, _ text: String?) -> [PersonDatum] {
        text.map { $0.isEmpty ? [] : [.value(key, label, .text($0))] } ?? []
    }

    /// A list; nothing when it is empty.
    static func some(_ key: String, _ label: String, _ items: [[PersonDatum]]) -> [PersonDatum] {
        items.isEmpty ? [] : [.list(key, label, items)]
    }
}

extension PersonDatum {
    /// JSON (RFC 8259) with keys in alphabetical order; moments in UTC.
    package static func json(_ data: [PersonDatum]) throws(WorkflowError) -> [UInt8] {
        try RetentionOffice.json(JSON.object(data))
    }

    private enum JSON: Encodable {
        case object([PersonDatum])
        case value(Value)

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .value(let value): try encode(value, to: encoder)
            case .object(let data):
                var members = encoder.container(keyedBy: Name.self)
                for datum in data {
                    switch datum {
                    case .value(let key, _, let value): try members.encode(JSON.value(value), forKey: Name(key))
                    case .group(let key, _, let inner): try members.encode(JSON.object(inner), forKey: Name(key))
                    case .list(let key, _, let items): try members.encode(items.map(JSON.object), forKey: Name(key))
                    case .texts(let key, _, let texts): try members.encode(texts, forKey: Name(key))
                    }
                }
            }
        }

        private func encode(_ value: Value, to encoder: any Encoder) throws {
            switch value {
            case .text(let text), .day(let text): try text.encode(to: encoder)
            case .moment(let date): try date.encode(to: encoder)
            case .number(let number): try number.encode(to: encoder)
            case .flag(let flag): try flag.encode(to: encoder)
            case .act(let kind): try kind.rawValue.encode(to: encoder)
            }
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
