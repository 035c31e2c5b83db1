import Offers

/// Where the communes are, from a table that an operator gives; held in memory and never asked over a network.
package struct PlaceTable: Sendable {
    /// A commune under one of its postal codes.
    package struct Row: Hashable, Sendable {
        /// INSEE's code of the commune; empty where the table has none.
        let commune: String
        /// As the table writes it.
        let name: String
        let postalCode: String
        let point: GeoPoint
    }

    /// A name under which a row is found.
    struct Key: Sendable {
        let words: String
        let row: Int32
        /// As the table writes it, when it is another than the commune's: that of the post, or of a part of the commune.
        let alias: String?
    }

    /// In the order of postal codes.
    package let rows: [Row]
    let names: [Key]
    let aliases: [Key]

    /// - Parameter rows: Each with other names under which it is found.
    init(_ rows: [(row: Row, aliases: [String])]) {
        let sorted = rows.sorted { $0.row.postalCode < $1.row.postalCode }
        var (names, aliases): ([Key], [Key]) = ([], [])
        for (index, entry) in sorted.enumerated() {
            let own = PlaceWords(entry.row.name).text
            names.append(Key(words: own, row: Int32(index), alias: nil))
            var known: Set<String> = [own, ""]
            for alias in entry.aliases {
                let words = PlaceWords(alias).text
                if known.insert(words).inserted { aliases.append(Key(words: words, row: Int32(index), alias: alias)) }
            }
        }
        self.rows = sorted.map(\.row)
        self.names = names.sorted { $0.words < $1.words }
        self.aliases = aliases.sorted { $0.words < $1.words }
    }

    // MARK: Steps

    /// What lies under a postal code.
    func rows(at code: String) -> ArraySlice<Row> {
        let first = rows.partitioningIndex { $0.postalCode >= code }
        return rows[first...].prefix { $0.postalCode == code }
    }

    /// Rows that are called exactly so; by the name of a part or of the post only when no commune is.
    func rows(called words: String) -> [(row: Row, name: String)] {
        for keys in [names, aliases] {
            let first = keys.partitioningIndex { $0.words >= words }
            let found = keys[first...].prefix { $0.words == words }
            if !found.isEmpty { return found.map(entry) }
        }
        return []
    }

    /// Communes whose name begins with these whole words; not all of them, when there are more than anybody reads.
    func rows(beginning words: String) -> [(row: Row, name: String)] {
        let start = words + " "
        let first = names.partitioningIndex { $0.words >= start }
        return names[first...].prefix(Self.most).prefix { $0.words.hasPrefix(start) }.map(entry)
    }

    /// Communes whose name differs by little, beginning with the same letter: the nearest first.
    func rows(like name: PlaceWords) -> [(row: Row, name: String)] {
        let typed = name.words.joined()
        guard let letter = typed.first, typed.count >= 3 else { return [] }
        let tolerance = Spelling.tolerance(of: typed)
        var found: [(distance: Int, key: Key)] = []
        for key in names[names.partitioningIndex { $0.words >= String(letter) }...] {
            guard key.words.first == letter else { break }
            let written = key.words.replacing(" ", with: "")
            guard abs(written.utf8.count - typed.utf8.count) <= tolerance else { continue }
            let distance = Spelling.distance(written, typed)
            if distance <= tolerance { found.append((distance, key)) }
        }
        return found.sorted { ($0.distance, $0.key.words) < ($1.distance, $1.key.words) }.prefix(Self.most)
            .map { entry($0.key) }
    }

    private static let most = 100

    private func entry(_ key: Key) -> (row: Row, name: String) {
        let row = rows[Int(key.row)]
        return (row, key.alias ?? row.name)
    }
}

extension PlaceTable.Row {
    /// The department, or the territory overseas, by its number.
    package var department: String {
        commune.isEmpty ? Self.department(ofPostalCode: postalCode) : Self.department(ofCommune: commune)
    }

    /// Two signs, overseas three: « 94 », « 2A », « 974 ».
    ///
    /// Source: INSEE, code officiel géographique.
    static func department(ofCommune code: String) -> String {
        String(code.prefix(code.hasPrefix("97") || code.hasPrefix("98") ? 3 : 2))
    }

    /// The same by the beginning of a postal code, which is the department's but for a few communes at a border.
    static func department(ofPostalCode code: String) -> String {
        if code.hasPrefix("20") { return code.hasPrefix("200") || code.hasPrefix("201") ? "2A" : "2B" }
        return department(ofCommune: code)
    }
}

extension RandomAccessCollection {
    /// The first index from which on a condition holds, when it holds for none before and all behind.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
        var (low, count) = (startIndex, self.count)
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if isBehind(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
