import PDFModel

/// A heading among the bookmarks.
private struct OutlineItem {
    let reference: PDFReference
    let level: Int
    let title: String
    let destination: PDFObject
    var parent: Int?
    var children: [Int] = []
}

extension DocumentWriter {
    /// Adds bookmarks for the parts and their articles; they lead to a place and carry no action.
    ///
    /// Source: ISO 32000-1 §12.3.3.
    mutating func addOutline(to catalog: inout PDFDictionary) {
        var items = outlineItems()
        guard !items.isEmpty else { return }
        let topLevel = nest(&items)
        let root = file.reserve()
        for index in items.indices {
            file.set(
                .dictionary(dictionary(of: index, in: items, topLevel: topLevel, root: root)),
                at: items[index].reference)
        }
        var outlines: PDFDictionary = ["Type": .name("Outlines"), "Count": .integer(topLevel.count)]
        link(topLevel, in: items, from: &outlines)
        file.set(.dictionary(outlines), at: root)
        catalog["Outlines"] = .reference(root)
    }

    private mutating func outlineItems() -> [OutlineItem] {
        var items: [OutlineItem] = []
        for (page, painted) in pages.enumerated() {
            for place in painted.headings where (2...3).contains(headings[place.index].level) {
                let heading = headings[place.index]
                let top = max(0, place.top - 6)
                items.append(
                    OutlineItem(
                        reference: file.reserve(), level: heading.level, title: heading.title,
                        destination: .array([
                            .reference(pageReferences[page]), .name("XYZ"), .integer(0),
                            .integer(Int((content.design.geometry.height - top).rounded())), .null,
                        ])))
            }
        }
        return items
    }

    /// Finds each item's parent and returns the items that have none.
    private func nest(_ items: inout [OutlineItem]) -> [Int] {
        var open: [Int] = []
        var topLevel: [Int] = []
        for index in items.indices {
            while let last = open.last, items[last].level >= items[index].level { open.removeLast() }
            if let parent = open.last {
                items[index].parent = parent
                items[parent].children.append(index)
            } else {
                topLevel.append(index)
            }
            open.append(index)
        }
        return topLevel
    }

    private func dictionary(
        of index: Int, in items: [OutlineItem], topLevel: [Int], root: PDFReference
    ) -> PDFDictionary {
        let item = items[index]
        let siblings = item.parent.map { items[$0].children } ?? topLevel
        var dictionary: PDFDictionary = [
            "Title": textString(item.title), "Parent": .reference(item.parent.map { items[$0].reference } ?? root),
            "Dest": item.destination,
        ]
        if let place = siblings.firstIndex(of: index) {
            if place > 0 { dictionary["Prev"] = .reference(items[siblings[place - 1]].reference) }
            if place + 1 < siblings.count { dictionary["Next"] = .reference(items[siblings[place + 1]].reference) }
        }
        // A negative count says that the kids are hidden until the reader opens the item.
        if !item.children.isEmpty { dictionary["Count"] = .integer(-item.children.count) }
        link(item.children, in: items, from: &dictionary)
        return dictionary
    }

    private func link(_ kids: [Int], in items: [OutlineItem], from dictionary: inout PDFDictionary) {
        guard let first = kids.first, let last = kids.last else { return }
        dictionary["First"] = .reference(items[first].reference)
        dictionary["Last"] = .reference(items[last].reference)
    }
}
