import Parties
import XMLBridge

/// Makes the tree of `convention.xml` from the values of a convention.
enum ConventionWriter {
    static func tree(_ data: ConventionData, issue: IssueRecord? = nil) -> XMLElement {
        DataTree.record(
            "convention",
            [
                data.document == .convention ? nil : DataTree.text("documentKind", data.document.rawValue),
                pupil(data.pupil),
                DataTree.record(
                    "representatives",
                    data.representatives.map {
                        DataTree.record("representative", name($0.name) + [DataTree.text("capacity", $0.capacity)])
                    }),
                school(data.school), host(data.host), placement(data.placement), signing(data.signing),
                supplements(data.supplements), issue.map(tree(of:)),
            ])
    }

    private static func supplements(_ supplements: [ConventionData.Supplement]) -> XMLElement? {
        guard !supplements.isEmpty else { return nil }
        return DataTree.record(
            "supplements",
            supplements.map {
                DataTree.record("supplement", [DataTree.text("name", $0.name), DataTree.text("value", $0.value)])
            })
    }

    private static func pupil(_ pupil: ConventionData.Pupil) -> XMLElement {
        DataTree.record(
            "pupil",
            name(pupil.name) + [
                DataTree.text("birthDate", pupil.birthDate.iso8601), DataTree.text("grade", pupil.grade.rawValue),
                DataTree.text("className", pupil.className),
                // Left out of all others, whose canonical bytes are those of before there was such an element.
                pupil.isEmancipated ? DataTree.text("emancipated", "true") : nil,
            ])
    }

    static func school(_ school: ConventionData.School) -> XMLElement {
        let head = DataTree.record(
            "head",
            name(school.head.name) + [
                DataTree.text("capacity", school.head.capacity),
                DataTree.optionalText("delegation", school.head.delegation),
            ])
        let teacher = school.referentTeacher.map {
            DataTree.record("referentTeacher", name($0.name) + [DataTree.optionalText("subject", $0.subject)])
        }
        return DataTree.record(
            "school",
            [
                DataTree.text("name", school.name), DataTree.text("uai", school.uai.text), address(school.address),
                DataTree.text("status", school.status.rawValue), head, teacher,
                DataTree.optionalText("boardDeliberation", school.boardDeliberation?.iso8601),
            ])
    }

    private static func host(_ host: ConventionData.HostOrganisation) -> XMLElement {
        let representative = host.representative
        return DataTree.record(
            "host",
            [
                DataTree.text("legalName", host.legalName), DataTree.optionalText("siret", host.siret?.digits),
                address(host.address), DataTree.text("sector", host.sector),
                host.naf.map {
                    DataTree.record(
                        "naf", [DataTree.text("code", $0.code), DataTree.text("nomenclature", $0.edition.rawValue)])
                },
                DataTree.record(
                    "representative", name(representative.name) + [DataTree.text("capacity", representative.capacity)]),
                DataTree.record("tutor", name(host.tutor.name) + [DataTree.text("function", host.tutor.function)]),
            ])
    }

    private static func placement(_ placement: ConventionData.Placement) -> XMLElement {
        let places = placement.places.map {
            DataTree.record("place", [DataTree.optionalText("name", $0.name), address($0.address)])
        }
        return DataTree.record(
            "placement",
            [
                DataTree.text("start", placement.start.iso8601), DataTree.text("end", placement.end.iso8601),
                DataTree.record("places", places), DataTree.record("timetable", placement.timetable.map(day)),
                DataTree.text("activities", placement.activities), DataTree.optionalText("meals", placement.meals),
                DataTree.optionalText("transport", placement.transport),
            ])
    }

    private static func day(_ day: ConventionData.Day) -> XMLElement {
        let slots = day.slots.map {
            DataTree.record(
                "slot", [DataTree.text("from", $0.from.iso8601), DataTree.text("to", $0.to.iso8601)])
        }
        return DataTree.record("day", [DataTree.text("date", day.date.iso8601), DataTree.record("slots", slots)])
    }

    private static func signing(_ signing: ConventionData.Signing) -> XMLElement {
        DataTree.record(
            "signing",
            [
                DataTree.text("place", signing.place), DataTree.record("required", signatures(signing.required)),
                signing.optional.isEmpty ? nil : DataTree.record("optional", signatures(signing.optional)),
            ])
    }

    private static func signatures<Signature: RawRepresentable<String>>(_ signatures: [Signature]) -> [XMLElement?] {
        signatures.map { DataTree.text("signature", $0.rawValue) }
    }

    static func tree(of issue: IssueRecord) -> XMLElement {
        DataTree.record(
            "issue",
            [
                DataTree.text("identifier", issue.conventionID), DataTree.text("issuedOn", issue.issuedOn.iso8601),
                DataTree.text("createdAt", issue.createdAt.iso8601),
                DataTree.text("demonstration", issue.isDemonstration ? "true" : "false"),
                DataTree.record(
                    "template",
                    [
                        DataTree.text("identifier", issue.template.identifier),
                        DataTree.text("version", issue.template.version),
                        DataTree.text("digest", issue.template.digest),
                    ]),
                DataTree.record("order", issue.order.map { DataTree.record("group", signatures($0)) }),
                issue.amends.map(tree(of:)),
                DataTree.optionalText("verificationAddress", issue.verificationAddress),
            ])
    }

    private static func tree(of amended: IssueRecord.AmendedReference) -> XMLElement {
        DataTree.record(
            "amends",
            [DataTree.text("identifier", amended.conventionID), DataTree.text("digest", amended.digest)])
    }

    private static func name(_ name: PersonName) -> [XMLElement?] {
        [DataTree.text("givenName", name.given), DataTree.text("familyName", name.family)]
    }

    private static func address(_ address: PostalAddress) -> XMLElement {
        DataTree.record(
            "address",
            [
                DataTree.text("street", address.street), DataTree.optionalText("complement", address.complement),
                DataTree.text("postalCode", address.postalCode), DataTree.text("city", address.city),
                DataTree.optionalText("country", address.country),
            ])
    }
}
