import Foundation
import Rosters

/// What a form of the import carries: a file or text, the columns that were named, and what was seen before.
struct RosterForm: Sendable {
    let bytes: [UInt8]
    /// By the number of the column: « - » for one that is not read, or the column's name.
    let columns: [Int: String]
    let token: String
    let marksLeft: Bool

    /// - Throws: ``RequestFailure/malformedForm`` for a file that is not as it was sent back.
    init(_ form: MultipartForm) throws(RequestFailure) {
        let content = try form.text(RosterFieldName.content)
        let (file, text) = (form.bytes(RosterFieldName.file), form.bytes(RosterFieldName.text))
        if !content.isEmpty {
            guard let kept = Data(base64Encoded: content) else { throw .malformedForm }
            bytes = Array(kept)
        } else {
            bytes = file.isEmpty ? text : file
        }
        var columns: [Int: String] = [:]
        for number in 0..<Self.maximumColumnCount {
            let value = try form.text(RosterFieldName.column + String(number))
            if value == Self.unread || RosterColumn(rawValue: value) != nil { columns[number] = value }
        }
        self.columns = columns
        token = try form.text(RosterFieldName.token)
        marksLeft = try form.text(RosterFieldName.left) == "oui"
    }

    static let unread = "-"
    /// As many as the page of columns shows.
    static let maximumColumnCount = 100

    func mapping(of headings: [String]) -> [String: RosterColumn?] {
        var mapping: [String: RosterColumn?] = [:]
        for (number, value) in columns where headings.indices.contains(number) && !headings[number].isEmpty {
            mapping.updateValue(RosterColumn(rawValue: value), forKey: headings[number])
        }
        return mapping
    }

    /// The file as it is sent along.
    var content: String { Data(bytes).base64EncodedString() }
}
