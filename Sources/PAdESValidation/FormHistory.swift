import PAdES
import PDFModel

/// The form as each revision shows it, read once.
struct FormHistory {
    private enum State {
        case readable(InteractiveForm?)
        case unreadable(PDFReadError)
    }

    private let states: [State]

    /// - Parameter policy: Whose forms are read: those of Seing are small and flat.
    init(_ document: PDFDocument, policy: ValidationPolicy.Name) {
        states = document.revisions.map { revision in
            do throws(PDFReadError) {
                guard policy == .general else {
                    return .readable(try InteractiveForm(of: document, asOf: revision.index))
                }
                return .readable(InteractiveForm(try FieldTree(document, asOf: revision.index)))
            } catch {
                return .unreadable(error)
            }
        }
    }

    /// - Returns: `nil` when that revision has no form.
    /// - Throws: `PDFReadError` when it has one that cannot be read.
    func form(asOf index: Int) throws(PDFReadError) -> InteractiveForm? {
        switch states[index] {
        case .readable(let form): return form
        case .unreadable(let error): throw error
        }
    }

    /// The newest revision whose form can be read.
    ///
    /// What later revisions did to the form is a modification that is reported as such; it must not hide which
    /// signatures there were.
    ///
    /// - Throws: `PDFReadError` when not even the form of revision 0 can be read.
    func newestReadable() throws(PDFReadError) -> (index: Int, form: InteractiveForm?) {
        for index in states.indices.reversed() {
            if case .readable(let form) = states[index] { return (index, form) }
        }
        return (0, try form(asOf: 0))
    }
}
