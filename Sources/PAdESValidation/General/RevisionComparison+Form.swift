import PAdES
import PDFModel

/// The form, its fields, and what is filled in.
extension RevisionComparison {
    mutating func compareForms(_ before: PDFDictionary, _ after: PDFDictionary, _ number: Int) throws(PDFReadError) {
        for key in changedKeys(before, after) {
            let (old, new) = (before[key], after[key])
            switch key {
            case "Fields":
                try compareFieldLists(
                    try document.array(old, asOf: self.old.index) ?? [],
                    try document.array(new, asOf: self.new.index) ?? [], number)
            case "SigFlags": if !growsFlags(old, new) { note(.changedForm, number) }
            case "NeedAppearances": if new != nil, new != .boolean(false) { note(.changedForm, number) }
            case "DR" where new != nil:
                if try !growsResources(old, new) { note(.shadowReplace, number) }
                gained += [new].compactMap(\.self)
            case "DA", "Q": if old != nil { note(.changedForm, number) }
            default: note(.changedForm, number)
            }
        }
    }

    private func growsFlags(_ before: PDFObject?, _ after: PDFObject?) -> Bool {
        let old = before?.integerValue ?? 0
        guard let new = after?.integerValue else { return false }
        return old & new == old
    }

    /// Resources of the form may be added to, and none exchanged.
    private func growsResources(_ before: PDFObject?, _ after: PDFObject?) throws(PDFReadError) -> Bool {
        let old = try document.dictionary(before, asOf: self.old.index) ?? [:]
        let new = try document.dictionary(after, asOf: self.new.index) ?? [:]
        for (key, value) in old where new[key] != value {
            let names = try document.dictionary(value, asOf: self.old.index) ?? [:]
            let others = try document.dictionary(new[key], asOf: self.new.index) ?? [:]
            guard names.allSatisfy({ others[$0.key] == $0.value }), !names.isEmpty else { return false }
        }
        return true
    }

    mutating func compareFieldLists(
        _ before: [PDFObject], _ after: [PDFObject], _ number: Int
    ) throws(PDFReadError) {
        let known = Set(before)
        if after.filter(known.contains) != before { note(.changedForm, number) }
        for field in after where !known.contains(field) { try judgeNewField(field) }
    }

    mutating func compareGroups(_ before: PDFDictionary, _ after: PDFDictionary, _ number: Int) throws(PDFReadError) {
        for key in changedKeys(before, after) {
            guard key == "Kids" else {
                note(.changedField, number)
                continue
            }
            try compareFieldLists(
                try document.array(before[key], asOf: old.index) ?? [],
                try document.array(after[key], asOf: new.index) ?? [], number)
        }
    }

    /// Only fields for signatures and time-stamps may be added.
    private mutating func judgeNewField(_ object: PDFObject) throws(PDFReadError) {
        guard let reference = object.referenceValue, let field = new.tree.field(ofObject: reference.number),
            field.isSignature
        else { return note(.changedForm, object.referenceValue?.number) }
        gained.append(object)
        let number = reference.number
        let names = old.tree.fields.map(\.name)
        if field.name.isEmpty || names.contains(field.name) { note(.changedForm, number) }
        if !isTimeStamp(field) { checkSigning(field, number) }
        for widget in field.widgets {
            let dictionary = try document.dictionary(.reference(widget), asOf: new.index) ?? [:]
            judgeNewWidget(dictionary, widget.number)
        }
    }

    /// A signature that somebody adds must not be where it changes what the others signed.
    private mutating func judgeNewWidget(_ dictionary: PDFDictionary, _ number: Int) {
        if dictionary["A"] != nil || dictionary["AA"] != nil { note(.changedAction, number) }
        guard let rectangle = Rectangle(upright: dictionary["Rect"]), rectangle.width * rectangle.height > 0 else {
            return
        }
        let isShown = !appearanceStreams(dictionary["AP"]).isEmpty
        // After certification the places for signatures are those that were certified.
        if permissions.isCertified && isShown { return note(.sneakySignature, number) }
        if hidesText(dictionary["AP"], at: dictionary["Rect"], on: pageOf(dictionary)) {
            note(.sneakySignature, number)
        }
    }

    private func isTimeStamp(_ field: FormField) -> Bool {
        let value = try? document.dictionary(field.dictionary["V"], asOf: new.index)
        return value?["SubFilter"] == .name("ETSI.RFC3161")
    }

    private mutating func checkSigning(_ field: FormField, _ number: Int) {
        if !permissions.allowsFormFilling { note(.changeNotPermitted, number) }
        if permissions.isLocked(field.name) { note(.lockedFieldChanged, number) }
    }

    // MARK: Fields that were there

    mutating func compareFields(_ before: PDFDictionary, _ after: PDFDictionary, _ number: Int) throws(PDFReadError) {
        guard let field = old.tree.field(ofObject: number) else { return note(.changedForm, number) }
        guard !field.isSigned else { return note(.changedSignedField, number) }
        let keys = Set(changedKeys(before, after))
        if !keys.isSubset(of: ["V", "AP", "AS", "M", "RV", "I", "TI", "Ff"]) { note(.changedField, number) }
        if keys.contains("Ff"), !onlyGainsReadOnly(before["Ff"], after["Ff"]) { note(.changedField, number) }
        gained += keys.compactMap { after[$0] }
        let isShown = keys.contains("AP") || keys.contains("AS")
        if field.isSignature {
            try compareSignatureField(field, before, after, number)
        } else if isShown || keys.contains("V") || keys.contains("RV") {
            checkFilling(field, number)
            if isShown, try !isValueChanged(field), showsOther(before, after) { note(.shadowReplace, number) }
            let covers = hidesText(after["AP"], at: after["Rect"], on: pageOf(after))
            if keys.contains("AP"), covers { note(.evilAnnotation, number) }
        }
    }

    private mutating func compareSignatureField(
        _ field: FormField, _ before: PDFDictionary, _ after: PDFDictionary, _ number: Int
    ) throws(PDFReadError) {
        guard let signed = new.tree.field(ofObject: number), signed.isSigned else {
            if before["AP"] != after["AP"] || before["AS"] != after["AS"] { note(.shadowReplace, number) }
            return
        }
        let value = signed.dictionary["V"]?.referenceValue
        if let value, document.entry(of: value.number, asOf: old.index) != nil {
            note(.shadowHideAndReplace, value.number)
        }
        if !isTimeStamp(signed) { checkSigning(field, number) }
        if before["AP"] != after["AP"], hidesText(after["AP"], at: after["Rect"], on: pageOf(after)) {
            note(.sneakySignature, number)
        }
    }

    private func onlyGainsReadOnly(_ before: PDFObject?, _ after: PDFObject?) -> Bool {
        let old = before?.integerValue ?? 0
        guard let new = after?.integerValue else { return false }
        return new == old | 1
    }

    mutating func checkFilling(_ field: FormField, _ number: Int) {
        if field.isSigned { return note(.changedSignedField, number) }
        if !permissions.allowsFormFilling { note(.changeNotPermitted, number) }
        if permissions.isLocked(field.name) { note(.lockedFieldChanged, number) }
    }

    /// An appearance that was written anew in the same object.
    mutating func checkRewrittenAppearance(_ field: FormField, _ number: Int) throws(PDFReadError) {
        checkFilling(field, number)
        guard !field.isSigned else { return }
        if try !isValueChanged(field) { note(.shadowReplace, number) }
        for widget in field.widgets {
            let dictionary = (try? document.dictionary(.reference(widget), asOf: new.index)) ?? [:]
            let covers = hidesText(dictionary["AP"], at: dictionary["Rect"], on: pageOf(dictionary))
            if covers { note(.evilAnnotation, number) }
        }
        gained.append(.reference(PDFReference(number: number)))
        if let object = try? document.indirectObject(PDFReference(number: number), asOf: new.index).object {
            gained.append(object)
        }
    }

    /// The field says something else than before, or is signed now.
    private func isValueChanged(_ field: FormField) throws(PDFReadError) -> Bool {
        let after = new.tree.field(ofObject: field.reference.number)
        return try document.resolve(field.value, asOf: old.index) != document.resolve(after?.value, asOf: new.index)
    }

    /// Whether what is shown differs, and not only the object that shows it.
    private func showsOther(_ before: PDFDictionary, _ after: PDFDictionary) -> Bool {
        guard before["AS"] == after["AS"] else { return true }
        return appearanceStreams(before["AP"], asOf: old.index) != appearanceStreams(after["AP"], asOf: new.index)
    }
}
