extension ContactSheet {
    /// What a contact consists of.
    public enum Datum: Hashable, Sendable, CaseIterable { case email, telephone }

    /// Which data of a person one signatory is given.
    ///
    /// What somebody needs to reach the others during the placement, and no more: a parent never learns where the other
    /// parent is reached, the host gets the family's telephone numbers for an emergency and nobody's private address.
    ///
    /// Source: GDPR, article 5(1)(c).
    public static func data(
        of person: Person, for reader: ConventionData.RequiredSignature
    ) -> Set<Datum> {
        let everything = Set(Datum.allCases)
        if reader == .school || person.rawValue == reader.rawValue { return everything }
        switch (reader, person) {
        case (_, .school): return everything
        case (.employer, .referentTeacher), (.employer, .tutor): return everything
        case (.employer, .representative1), (.employer, .representative2): return [.telephone]
        case (.student, .tutor), (.representative1, .tutor), (.representative2, .tutor): return everything
        default: return []
        }
    }

    /// The sheet as one signatory is given it.
    public func scoped(for reader: ConventionData.RequiredSignature) -> ContactSheet {
        var sheet = self
        sheet.contacts = contacts.compactMap { contact in
            let data = Self.data(of: contact.of, for: reader)
            let scoped = Contact(
                of: contact.of, email: data.contains(.email) ? contact.email : nil,
                telephone: data.contains(.telephone) ? contact.telephone : nil)
            return scoped.email == nil && scoped.telephone == nil ? nil : scoped
        }
        return sheet
    }
}
