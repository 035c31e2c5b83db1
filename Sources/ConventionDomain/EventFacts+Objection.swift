public import Parties

// A parent whom the data name and who does not sign: told of the convention, free to object.

/// A parent who does not sign was told of the convention, by a link at which he or she can object.
public struct ParentNotice: Hashable, Sendable, Codable {
    /// What would be the name of the parent's signature field: `representative-2`.
    public let fieldName: String
    public let name: PersonName
    /// « Père »
    public let capacity: String

    public init(fieldName: String, name: PersonName, capacity: String) {
        self.fieldName = fieldName
        self.name = name
        self.capacity = capacity
    }
}

/// The objection of a parent who does not sign. No reason is asked for.
public struct Objection: Hashable, Sendable, Codable {
    public let fieldName: String
    /// How the service knew that it was this parent.
    public let identification: IdentificationMethod

    public init(fieldName: String, identification: IdentificationMethod) {
        self.fieldName = fieldName
        self.identification = identification
    }
}

/// The same parent takes the objection back; nobody else can.
public struct ObjectionWithdrawal: Hashable, Sendable, Codable {
    public let fieldName: String
    public let identification: IdentificationMethod

    public init(fieldName: String, identification: IdentificationMethod) {
        self.fieldName = fieldName
        self.identification = identification
    }
}
