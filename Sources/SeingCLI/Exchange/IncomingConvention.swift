import Bootstrap
import ConventionTemplates
import Parties
import Workflow

/// A convention that a file brings, checked by itself.
struct IncomingConvention {
    /// What it was read from, to say where in it a fault is.
    enum Source {
        case file([UInt8])
        case row(ConventionTable.Row)
    }

    /// « stages.csv »
    let file: String
    /// « stages.csv, ligne 3 »
    let origin: String
    private(set) var data: ConventionData
    let contacts: ContactSheet?
    let source: Source
    /// Whether it says who is asked to sign and need not.
    let saysWhoMaySign: Bool

    /// The same, asking those who may sign and need not, unless it says so itself.
    func asking(_ usual: [ConventionData.OptionalSignature]) -> IncomingConvention {
        guard !saysWhoMaySign else { return self }
        var asking = self
        asking.data = data.asking(usual)
        return asking
    }
}

extension IncomingConvention {
    /// Those who sign and have no mail address, by the names of their signature fields.
    var unreachable: [String] {
        let reached = Set((contacts?.contacts ?? []).filter { $0.email != nil }.map(\.of.rawValue))
        return data.signatories.map(\.fieldName).filter { !reached.contains($0) }
    }

    /// The convention's reference as a row of a table gives it; `nil` when it gives none.
    var reference: String? {
        if case .row(let row) = source { row.reference } else { nil }
    }

    func request(order: DraftRequest.OrderChoice?, template: String?) -> DraftRequest {
        DraftRequest(
            data: ConventionXML.serialize(data), of: data, sheet: contacts, order: order, template: template)
    }

    /// A fault that was found after the file was read, with its line, or its row and column.
    func text(of fault: ConventionFault, in language: Language, _ templates: TemplateStore) -> String {
        let text =
            switch source {
            case .file(let bytes):
                templates.conventionXML.placed(fault, in: bytes).text(
                    in: language.ofMessages, quotingValues: true)
            case .row(let row): row.placed(fault).text(in: language.ofMessages, quotingValues: true)
            }
        return "\(file): \(text)"
    }

    /// What a person should look at again, and with `all` what is good to know besides.
    func remarks(
        issuedOn day: CalendarDate, calendar: PlacementCalendar, in language: Language, all: Bool
    ) -> [String] {
        let warnings = data.warnings(issuedOn: day, calendar: calendar).map {
            (language("attention : ", "warning: "), $0)
        }
        let information = data.workingTimeFindings(issuedOn: day, calendar: calendar).filter {
            $0.severity == .information
        }.map {
            (language("à noter : ", "note: "), $0.fault)
        }
        return (warnings + (all ? information : [])).map { kind, fault in
            "\(kind)\(origin): \(fault.text(in: language.ofMessages))"
        }
    }
}

/// Reads files of conventions: XML, JSON, or a table with one in each row; by what is in them, not by their names.
struct ConventionFileReader {
    let templates: TemplateStore
    let language: Language
    /// The contact sheet that belongs to the only file, when it does not lie beside it.
    let contacts: String?
    /// Whether one that lies beside the file is taken without being named: to enter a convention it is, to correct one it would put
    /// addresses of then in place of those that were corrected since.
    var takesSheetBeside = true

    /// Why a file was not accepted, a line for each fault.
    struct Refusal: Error { let lines: [String] }

    func conventions(in file: String) throws -> [IncomingConvention] {
        let bytes = try ReadFile.bytes(file, in: language)
        let name = Printable.text(file)
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        guard let first, first != UInt8(ascii: "<"), first != UInt8(ascii: "{") else {
            return [try single(bytes, name, sheet: sheet(beside: file))]
        }
        let table = ConventionTable(
            conventionXML: templates.conventionXML, contactSheetXML: templates.contactSheetXML)
        do throws(ConventionTable.Refusal) {
            return try table.read(bytes).map {
                IncomingConvention(
                    file: name, origin: language("\(name), ligne \($0.number)", "\(name), row \($0.number)"),
                    data: $0.data, contacts: $0.contacts, source: .row($0), saysWhoMaySign: $0.saysWhoMaySign)
            }
        } catch {
            throw Refusal(
                lines: error.faults.map { "\(name): \($0.text(in: language.ofMessages, quotingValues: true))" })
        }
    }

    private func single(_ bytes: [UInt8], _ name: String, sheet: String?) throws -> IncomingConvention {
        var lines: [String] = []
        var (data, contacts): (ConventionData?, ContactSheet?)
        do throws(ConventionDataError) { data = try templates.conventionXML.parse(bytes) } catch {
            lines += texts(error, of: name)
        }
        if let sheet {
            let bytes = try ReadFile.bytes(sheet, in: language)
            do throws(ConventionDataError) { contacts = try templates.contactSheetXML.parse(bytes) } catch {
                lines += texts(error, of: Printable.text(sheet))
            }
        }
        guard lines.isEmpty, let data else { throw Refusal(lines: lines) }
        return IncomingConvention(
            file: name, origin: name, data: data, contacts: contacts, source: .file(bytes),
            saysWhoMaySign: templates.conventionXML.saysWhoMaySign(bytes))
    }

    private func texts(_ error: ConventionDataError, of name: String) -> [String] {
        error.faults.map { "\(name): \($0.text(in: language.ofMessages, quotingValues: true))" }
    }

    /// The files that are conventions or tables: whoever names a whole folder names the contact sheets beside them too.
    static func withoutSheets(_ files: [String]) -> [String] {
        let named = Set(files)
        return files.filter { file in
            guard let match = file.wholeMatch(of: /(.+)\.contacts\.(?:xml|json)/) else { return true }
            return !["xml", "json"].contains { named.contains("\(match.1).\($0)") }
        }
    }

    /// `stage.xml` has its contacts in `stage.contacts.xml` or `stage.contacts.json`.
    private func sheet(beside file: String) -> String? {
        if let contacts { return contacts }
        guard takesSheetBeside, let point = file.lastIndex(of: "."), !file[point...].contains("/") else { return nil }
        return ["xml", "json"].map { "\(file[..<point]).contacts.\($0)" }.first { NamedFile(path: $0).isThere }
    }
}
