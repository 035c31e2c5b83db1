import PDFModel

/// Trailer, catalog, pages and what is said about the document.
extension RevisionComparison {
    private static let trailerKeys: Set<PDFName> = [
        "Size", "Root", "Info", "ID", "Prev", "XRefStm", "Type", "W", "Index", "Length", "Filter", "DecodeParms",
    ]

    /// Source: ISO 32000-1 §7.5.5, table 15.
    mutating func compareTrailers() {
        let before = document.trailer(asOf: old.index)
        let after = document.trailer(asOf: new.index)
        let others = changedKeys(before, after).filter { !Self.trailerKeys.contains($0) }
        let isSameDocument = before["ID"]?.arrayValue?.first == after["ID"]?.arrayValue?.first || before["ID"] == nil
        if after["Root"] != before["Root"] { note(.shadowHideAndReplace) }
        if !isSameDocument || others.contains(where: { after[$0] != nil }) { note(.changedTrailer) }
        if before["Info"] != after["Info"], let information = after["Info"] { gained.append(information) }
    }

    mutating func compareCatalogs(
        _ before: PDFDictionary, _ after: PDFDictionary, _ number: Int
    ) throws(PDFReadError) {
        for key in changedKeys(before, after) {
            switch key {
            case "AcroForm":
                try compareForms(
                    try document.dictionary(before[key], asOf: old.index) ?? [:],
                    try document.dictionary(after[key], asOf: new.index) ?? [:], number)
            case "DSS":
                compareStores(
                    (try? document.resolve(before[key], asOf: old.index)) ?? .null,
                    (try? document.resolve(after[key], asOf: new.index)) ?? .null, number)
            case "Metadata":
                guard let metadata = after[key] else { continue }
                gained.append(metadata)
                checkMetadata((try? document.resolve(metadata, asOf: new.index)) ?? .null, number)
            case "Extensions" where after[key] != nil: gained += [after[key]].compactMap(\.self)
            case "Version" where after[key]?.nameValue != nil: continue
            default: note(Modification.Kind(catalogKey: key), number)
            }
        }
    }

    /// Validation data may grow, and nothing that was there may go.
    ///
    /// Source: EN 319 142-1 §5.4.2.
    mutating func compareStores(_ before: PDFObject, _ after: PDFObject, _ number: Int) {
        gained.append(after)
        if !grows(before, after) { note(.changedValidationData, number) }
    }

    private func grows(_ before: PDFObject, _ after: PDFObject) -> Bool {
        switch (before, after) {
        case (.null, .dictionary), (.null, .array): true
        case (.array(let before), .array(let after)): Set(after).isSuperset(of: before)
        case (.dictionary(let before), .dictionary(let after)):
            before.allSatisfy { entry in after[entry.key].map { growsInPlace(entry.value, $0) } ?? false }
        default: false
        }
    }

    /// A list may move to another object, when that holds everything it held.
    private func growsInPlace(_ before: PDFObject, _ after: PDFObject) -> Bool {
        if before == after { return true }
        guard let old = try? document.resolve(before, asOf: old.index),
            let new = try? document.resolve(after, asOf: new.index)
        else { return false }
        if case .dictionary(let old) = old, case .dictionary(let new) = new {
            return old.allSatisfy { $0.value == new[$0.key] }
        }
        guard let old = old.arrayValue, let new = new.arrayValue else { return false }
        return Set(new).isSuperset(of: old)
    }

    /// Titles, dates and the name of the program; nothing that refers elsewhere.
    mutating func compareInformation(_ after: PDFDictionary, _ number: Int) {
        let isPlain = after.allSatisfy { $0.value.stringValue != nil || $0.value.nameValue != nil }
        if !isPlain { note(.changedCatalog, number) }
    }

    private static let metadataKeys: Set<PDFName> = ["Type", "Subtype", "Filter", "DecodeParms", "Length"]

    /// Source: ISO 32000-1 §14.3.2.
    mutating func checkMetadata(_ object: PDFObject, _ number: Int) {
        guard let stream = object.streamValue, Self.metadataKeys.isSuperset(of: stream.dictionary.keys),
            stream.dictionary["Subtype"] == .name("XML")
        else { return note(.changedCatalog, number) }
    }

    mutating func comparePages(_ before: PDFDictionary, _ after: PDFDictionary, _ number: Int) throws(PDFReadError) {
        for key in changedKeys(before, after) {
            switch key {
            case "Annots":
                try compareAnnotations(
                    try document.array(before[key], asOf: old.index) ?? [],
                    try document.array(after[key], asOf: new.index) ?? [], number)
            case "Contents", "Resources":
                note(.changedContent, number)
                gained += [after[key]].compactMap(\.self)
            case "AA": note(.changedAction, number)
            default: note(.changedPage, number)
            }
        }
    }

    mutating func compareAnnotations(
        _ before: [PDFObject], _ after: [PDFObject], _ number: Int
    ) throws(PDFReadError) {
        let known = Set(before)
        if after.filter(known.contains) != before { note(.changedAnnotation, number) }
        for annotation in after where !known.contains(annotation) {
            guard let reference = annotation.referenceValue else {
                let dictionary = annotation.dictionaryValue ?? [:]
                judgeAnnotation(dictionary, number)
                continue
            }
            // New fields are judged where the form names them.
            if let field = new.tree.field(ofObject: reference.number) {
                let isKnown = old.tree.fields.contains { $0.reference == field.reference }
                if isKnown { note(.evilAnnotation, reference.number) }
                continue
            }
            gained.append(annotation)
            let dictionary = try? document.dictionary(annotation, asOf: new.index)
            judgeAnnotation(dictionary ?? [:], reference.number)
        }
    }

    /// What comments on a page without being part of it.
    ///
    /// Source: ISO 32000-1 §12.5.6, table 169.
    private static let comments: Set<PDFName> = [
        "Text", "Popup", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret",
    ]
    private static let drawings: Set<PDFName> = ["FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Ink"]

    private mutating func judgeAnnotation(_ annotation: PDFDictionary, _ number: Int) {
        gained.append(.dictionary(annotation))
        guard permissions.allowsAnnotations else { return note(.changeNotPermitted, number) }
        let kind = annotation["Subtype"]?.nameValue ?? ""
        let page = pageOf(annotation)
        if Self.comments.contains(kind) {
            if hidesText(annotation["AP"], at: annotation["Rect"], on: page) || showsText(annotation["AP"]) {
                note(.evilAnnotation, number)
            }
        } else if Self.drawings.contains(kind), let rectangle = Rectangle(upright: annotation["Rect"]) {
            // A text beside another one changes its meaning without covering it: only where there is room.
            let isOnText = mayHoldText(rectangle, on: page)
            if isOnText || permissions.isCertified && (kind == "FreeText" || showsText(annotation["AP"])) {
                note(.evilAnnotation, number)
            }
        } else {
            note(.evilAnnotation, number)
        }
    }

    private func showsText(_ appearance: PDFObject?) -> Bool {
        appearanceStreams(appearance).contains {
            !PagePainting(appearance: $0, of: document, asOf: new.index).text.isEmpty
        }
    }

    private static let commentKeys: Set<PDFName> = ["Contents", "M", "RC", "T", "State", "StateModel", "Open", "Popup"]

    /// What a comment says may change where comments are allowed; how it looks and where it is may not.
    mutating func compareAnnotation(_ before: PDFDictionary, _ after: PDFDictionary, _ number: Int) {
        let keys = changedKeys(before, after)
        guard permissions.allowsAnnotations, Self.commentKeys.isSuperset(of: keys) else {
            return note(.changedAnnotation, number)
        }
        gained += keys.compactMap { after[$0] }
    }
}
