/// An offer as a partner's program tells it, value by value as it was written: what the API takes as JSON and a table as a row.
///
/// What its values mean is said in one place, ``offer(calendar:)``, for both doors.
package struct PartnerOffer: Hashable, Sendable, Codable {
    package struct Employer: Hashable, Sendable, Codable {
        package var legalName: String
        package var siret: String
        package var kind: String
        /// Name of the ministry or local authority.
        package var body: String?
        package var sector: String
        package var size: String
        package var naf: String?
        package var nafEdition: String?
    }

    package struct Period: Hashable, Sendable, Codable {
        package var period: String
        package var places: Int
    }

    package struct Site: Hashable, Sendable, Codable {
        package var street: String
        package var complement: String?
        package var postalCode: String
        package var city: String
    }

    package struct Slot: Hashable, Sendable, Codable {
        package var from: String
        package var to: String
    }

    package struct Hours: Hashable, Sendable, Codable {
        package var monday: [Slot]?
        package var tuesday: [Slot]?
        package var wednesday: [Slot]?
        package var thursday: [Slot]?
        package var friday: [Slot]?
        package var saturday: [Slot]?

        /// In the order of the week.
        package static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

        /// - Parameter day: One of ``days``, by its place there.
        package subscript(day: Int) -> [Slot]? {
            get { [monday, tuesday, wednesday, thursday, friday, saturday][day] }
            set {
                switch day {
                case 0: monday = newValue
                case 1: tuesday = newValue
                case 2: wednesday = newValue
                case 3: thursday = newValue
                case 4: friday = newValue
                default: saturday = newValue
                }
            }
        }
    }

    /// For whom it is; everybody when there is neither.
    package struct Audience: Hashable, Sendable, Codable {
        package var priority: [String]?
        package var schools: [String]?
    }

    package struct Contact: Hashable, Sendable, Codable {
        package var givenName: String
        package var familyName: String
        package var capacity: String
        package var email: String
        package var phone: String?
    }

    package var title: String
    package var employer: Employer
    package var grades: [String]
    package var periods: [Period]
    package var sites: [Site]
    package var hours: Hours
    package var tasks: String
    package var conditions: String?
    package var accessibility: [String]?
    package var accessibilityNote: String?
    package var isRemote: Bool?
    package var audience: Audience?
    package var contact: Contact
}

extension PartnerOffer {
    /// The words for what an employer is.
    package static let kinds = ["business", "association", "ministry", "localAuthority"]
}
