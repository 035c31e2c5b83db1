extension ConventionData {
    /// The observation sequence itself: when, where, what.
    public struct Placement: Hashable, Sendable {
        /// First day, included.
        public var start: CalendarDate
        /// Last day, included.
        public var end: CalendarDate
        /// At least one.
        public var places: [Place]
        /// The days on which the pupil is present, in order.
        public var timetable: [Day]
        /// What the pupil will do; paragraphs are separated by line feeds, at most 1,500 characters.
        public var activities: String
        /// What the host says about meals.
        public var meals: String?
        /// What is particular about the journey.
        public var transport: String?

        public init(
            start: CalendarDate, end: CalendarDate, places: [Place], timetable: [Day], activities: String,
            meals: String? = nil, transport: String? = nil
        ) {
            self.start = start
            self.end = end
            self.places = places
            self.timetable = timetable
            self.activities = activities
            self.meals = meals
            self.transport = transport
        }
    }

    public struct Place: Hashable, Sendable {
        /// « Atelier », when the address alone does not say enough.
        public var name: String?
        public var address: PostalAddress

        public init(name: String? = nil, address: PostalAddress) {
            self.name = name
            self.address = address
        }
    }

    /// One day of presence.
    public struct Day: Hashable, Sendable {
        public var date: CalendarDate
        /// In order, without overlap; the time between two of them is a break.
        public var slots: [TimeSlot]

        public init(date: CalendarDate, slots: [TimeSlot]) {
            self.date = date
            self.slots = slots
        }

        /// Minutes of presence, breaks between slots excluded.
        public var minutesOfPresence: Int { slots.reduce(0) { $0 + $1.minutes } }
    }

    /// Uninterrupted presence from one time of a day to a later one.
    public struct TimeSlot: Hashable, Sendable {
        public var from: TimeOfDay
        public var to: TimeOfDay

        public init(from: TimeOfDay, to: TimeOfDay) {
            self.from = from
            self.to = to
        }

        /// Negative when the slot ends before it starts.
        public var minutes: Int { to.minutesSinceMidnight - from.minutesSinceMidnight }
    }
}
