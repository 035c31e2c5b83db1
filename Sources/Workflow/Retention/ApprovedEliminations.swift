import ConventionDomain

/// What slips with a visa list, as they list it: a visa for a file that is not signed by all says nothing about the one that it became.
struct ApprovedEliminations {
    private var entries: [String: [(item: RetentionItem, slip: String)]] = [:]

    /// - Parameter slips: Oldest first.
    init(_ slips: [StoredSlip]) {
        for stored in slips where stored.visa != nil {
            for entry in stored.slip.entries {
                entries[entry.item.convention, default: []].append((entry.item, stored.slip.number))
            }
        }
    }

    /// The newest slip that lists a convention as just what it is kept as now, with the same days.
    func slip(listing item: RetentionItem) -> String? {
        entries[item.convention]?.last { $0.item == item }?.slip
    }

    func lists(_ convention: ConventionID, as series: RetentionSeries) -> Bool {
        entries[convention.text, default: []].contains { $0.item.series == series }
    }
}
