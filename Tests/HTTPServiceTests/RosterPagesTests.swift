import Foundation
import HTTPTypes
import HummingbirdTesting
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages of a school's roster")
struct RosterPagesTests {
    private let door: HeadAtTheDoor
    private let session: HeadSessionToken

    init() async throws {
        door = try await HeadAtTheDoor()
        session = try await door.head.enter()
    }

    private static let heading = "Réf;Nom;Prénom;Né(e) le;Classe;Courriel\n"
    private static let file =
        heading + "1001;Diallo;Awa;03/02/2012;3e 2;awa@exemple.fr\n1002;Petit;Léa;04/05/2012;3e 1;\n"

    /// Sends a form with a file as a browser does.
    private func send(
        _ path: String, _ fields: [String: String], file: String? = nil, token: String? = nil
    ) async throws -> TestResponse {
        let boundary = "----WebKitFormBoundaryABC123"
        var body = ""
        var all = fields
        all[FormToken.fieldName] = token ?? ServiceUnderTest.formToken(session.text)
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        if let file {
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"eleves.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n\(file)\r\n"
        }
        body += "--\(boundary)--\r\n"
        var headers = door.cookie(session)
        headers[.contentType] = "multipart/form-data; boundary=\(boundary)"
        return try await door.service.send(.post, path, headers, body)
    }

    /// The fields that a page sends on, but for the token of forms.
    private func kept(_ page: TestResponse) -> [String: String] {
        HeadAtTheDoor.hidden(page.text).filter { $0.key != FormToken.fieldName }
    }

    @Test func `an import is looked at, taken once, and told; a second click changes nothing and says so`() async throws
    {
        let empty = try await door.get("/ecole/eleves", session)
        #expect(empty.status == .ok && empty.text.contains("La liste est vide"))
        let preview = try await send("/ecole/eleves/importer", [:], file: Self.file)
        #expect(preview.status == .ok && preview.text.contains("nouveaux\u{A0}: 2"), "\(preview.text)")
        #expect(preview.text.contains("Diallo Awa"))
        #expect(try await door.desk.roster(of: HeadAtTheDoor.school).pupils.isEmpty, "looking changes nothing")
        let taken = try await send("/ecole/eleves/importer/confirmer", kept(preview))
        #expect(taken.status == .seeOther && taken.headers[.location] == "/ecole/eleves?fait=2-0-0")
        let again = try await send("/ecole/eleves/importer/confirmer", kept(preview))
        #expect(again.status == .ok && again.text.contains("l’import était déjà fait"))
        #expect(again.text.contains("inchangés\u{A0}: 2"))
        #expect(try await door.desk.roster(of: HeadAtTheDoor.school).pupils.count == 2)
        let list = try await door.get("/ecole/eleves?fait=2-0-0", session)
        #expect(list.text.contains("nouveaux 2") && list.text.contains("2 élèves, 2 classes."))
        let found = try await door.get("/ecole/eleves?q=DIALLO+awa", session)
        #expect(found.text.contains("référence 1001") && !found.text.contains("référence 1002"))
        let group = try await door.get("/ecole/eleves?classe=3e%201", session)
        #expect(group.text.contains("référence 1002") && !group.text.contains("référence 1001"))
    }

    @Test func `pasted text does as well as a file, and nothing at all is asked for`() async throws {
        let pasted = Self.file.replacing(";", with: "\t")
        #expect(try await send("/ecole/eleves/importer", ["texte": pasted]).text.contains("nouveaux\u{A0}: 2"))
        let nothing = try await send("/ecole/eleves/importer", ["texte": ""], file: "")
        #expect(nothing.status == .unprocessableContent && nothing.text.contains("Choisissez un fichier"))
    }

    @Test func `a fault is told by line and column, and there is no button to import the rest`() async throws {
        let bad = Self.file + "1003;=1+1;Noé;31/02/2012;3e 1;\n"
        let preview = try await send("/ecole/eleves/importer", [:], file: bad)
        #expect(preview.text.contains("ligne 4, colonne B (Nom)") && preview.text.contains("ligne 4, colonne D"))
        #expect(!preview.text.contains("Importer ce fichier"))
        var fields = kept(try await send("/ecole/eleves/importer", [:], file: Self.file))
        fields["contenu"] = Data(bad.utf8).base64EncodedString()
        let forced = try await send("/ecole/eleves/importer/confirmer", fields)
        #expect(forced.status == .ok && forced.text.contains("ligne 4"))
        #expect(try await door.desk.roster(of: HeadAtTheDoor.school).pupils.isEmpty)
        let binary = try await send("/ecole/eleves/importer", [:], file: "PK\u{0}\u{0}")
        #expect(binary.status == .unprocessableContent && binary.text.contains("UTF-16"))
    }

    @Test func `columns that nobody knows are named once`() async throws {
        let file = Self.file.replacing("Nom;", with: "Patronyme;")
        let asked = try await send("/ecole/eleves/importer", [:], file: file)
        #expect(
            asked.status == .unprocessableContent && asked.text.contains("Colonne B&nbsp;: Patronyme"), "\(asked.text)")
        var fields = kept(asked)
        fields["colonne-1"] = "familyName"
        let preview = try await send("/ecole/eleves/importer", fields)
        #expect(preview.text.contains("nouveaux\u{A0}: 2"), "\(preview.text)")
        #expect(try await send("/ecole/eleves/importer/confirmer", kept(preview)).status == .seeOther)
        let again = try await send("/ecole/eleves/importer", [:], file: file)
        #expect(again.text.contains("inchangés\u{A0}: 2"))
    }

    /// Rule: of two columns of one heading each can be named, and what is chosen is what is read.
    @Test func `columns of one heading are named apart`() async throws {
        let file = "Nom;Prénom;Venu le;Classe;Nom;Prénom\nDiallo;Awa;03/02/2012;3e 2;Diallo;Mariam\n"
        let asked = try await send("/ecole/eleves/importer", [:], file: file)
        #expect(asked.text.contains("Colonne E&nbsp;: Nom (n°\u{A0}2)"), "\(asked.text)")
        var fields = kept(asked)
        for (column, value) in ["familyName", "givenName", "birthDate", "className", "-", "-"].enumerated() {
            fields["colonne-\(column)"] = value
        }
        let preview = try await send("/ecole/eleves/importer", fields)
        #expect(preview.text.contains("<strong>Diallo Awa</strong>"), "\(preview.text)")
        #expect(try await send("/ecole/eleves/importer/confirmer", kept(preview)).status == .seeOther)
        #expect(try await send("/ecole/eleves/importer", [:], file: file).text.contains("inchangés\u{A0}: 1"))
    }

    @Test func `a file that could not be sent back is refused at once`() async throws {
        let page = try await send(
            "/ecole/eleves/importer", [:], file: Self.file + String(repeating: "x", count: 3_000_001))
        #expect(page.status == .unprocessableContent && page.text.contains("dépasse 3\u{A0}Mo"))
    }

    /// Rule: who ticks « ont quitté l’établissement » knows of how many it is said.
    @Test func `a list that stops says how much is left`() async throws {
        let many = (1...102).map { "\($0);Diallo;Awa;03/02/2012;3e 2;\n" }.joined()
        let first = try await send("/ecole/eleves/importer", [:], file: Self.heading + many)
        #expect(first.text.contains("<li>… et 2 autres</li>"), "\(first.text.suffix(2_000))")
        _ = try await send("/ecole/eleves/importer/confirmer", kept(first))
        let second = try await send(
            "/ecole/eleves/importer", [:], file: Self.heading + "103;Petit;Léa;03/02/2012;3e 2;\n")
        #expect(second.text.contains("<li>… et 2 autres</li>") && second.text.contains("partis"))
    }

    @Test func `who is missing has left only when the box is ticked`() async throws {
        _ = try await send(
            "/ecole/eleves/importer/confirmer", kept(try await send("/ecole/eleves/importer", [:], file: Self.file)))
        let one = Self.heading + "1001;Diallo;Awa;03/02/2012;3e 2;awa@exemple.fr\n"
        var fields = kept(try await send("/ecole/eleves/importer", [:], file: one))
        fields["partis"] = "oui"
        #expect(
            try await send("/ecole/eleves/importer/confirmer", fields).headers[.location] == "/ecole/eleves?fait=0-0-1")
        #expect(try await door.desk.roster(of: HeadAtTheDoor.school).present.count == 1)
    }

    @Test func `codes are shown on demand, made anew for one class, and those of before enter nobody`() async throws {
        _ = try await send(
            "/ecole/eleves/importer/confirmer", kept(try await send("/ecole/eleves/importer", [:], file: Self.file)))
        let list = try await door.get("/ecole/eleves?classe=3e%201", session)
        #expect(list.text.contains("Voir le code de la classe"))
        func codes(_ fields: [String: String]) async throws -> [String] {
            let page = try await door.post("/ecole/eleves/codes", session, fields)
            #expect(page.status == .ok, "\(page.text)")
            return page.text.matches(of: /<code>([^<]+)<\/code>/).map { String($0.1) }
        }
        let all = try await codes([:])
        #expect(Set(all).count == 2 && all.allSatisfy { !list.text.contains($0) })
        #expect(try await codes(["classe": "3e 1"]) == [all[0]], "the same until it is renewed")
        let new = try await codes(["classe": "3e 1", "nouveau": "oui"])
        #expect(new.count == 1 && !all.contains(new[0]))
        #expect(try await codes([:]) == [new[0], all[1]])
        // Not the whole school at once, and no class of nobody.
        #expect(try await door.post("/ecole/eleves/codes", session, ["nouveau": "oui"]).status == .badRequest)
        #expect(
            try await door.post("/ecole/eleves/codes", session, ["classe": "6e"]).headers[.location] == "/ecole/eleves")
        #expect(try await door.get("/ecole/eleves/codes", session).headers[.location] == "/ecole/eleves")
    }

    @Test func `what a file says is never markup`() async throws {
        let file = "Réf;Nom;Prénom;Né(e) le;Classe;<script>x</script>\n1;<b>Diallo</b>;Awa;03/02/2012;3e <i>2;\n"
        let preview = try await send("/ecole/eleves/importer", [:], file: file)
        #expect(preview.text.contains("&lt;b&gt;Diallo"), "\(preview.text)")
        for markup in ["<b>", "<i>", "<script>"] { #expect(!preview.text.contains(markup)) }
    }

    @Test func `nobody without a session, and no form of another page, gets in`() async throws {
        for path in ["/ecole/eleves", "/ecole/eleves/importer"] {
            #expect(try await door.get(path, nil).headers[.location] == "/ecole?erreur=session")
        }
        let forged = try await send("/ecole/eleves/importer", [:], file: Self.file, token: "0")
        #expect(forged.status == .forbidden)
        let fields = kept(try await send("/ecole/eleves/importer", [:], file: Self.file))
        #expect(try await send("/ecole/eleves/importer/confirmer", fields, token: "0").status == .forbidden)
        #expect(try await door.desk.roster(of: HeadAtTheDoor.school).pupils.isEmpty)
        let form = try await door.post("/ecole/eleves/importer", session, ["texte": Self.file])
        #expect(form.status == .unsupportedMediaType)
    }

    @Test func `an account of which nobody can tell the school sees no roster`() async throws {
        let fields = kept(try await send("/ecole/eleves/importer", [:], file: Self.file))
        _ = try await send("/ecole/eleves/importer/confirmer", fields)
        #expect(try await !door.desk.roster(of: HeadAtTheDoor.school).pupils.isEmpty)
        var service = door.service
        // As the service decides it: that one school alone has a roster does not make it this account's.
        service.rosters = RosterUseCases(door.desk)
        let response = try await service.get("/ecole/eleves", door.cookie(session))
        #expect(response.status == .notFound && response.text.contains("rattaché à aucune liste"))
    }

    @Test(.timeLimit(.minutes(10))) func `leaves axe-core, reflow, target size and console without a finding`()
        async throws
    {
        // Not the other's: this session's cookie is sent over http.
        let door = try await HeadAtTheDoor(publicBaseURL: "http://127.0.0.1")
        let session = try await door.head.enter()
        let form = "/ecole/eleves/importer"
        let look = "=>.act button"
        let bad = Self.file.replacing("03/02/2012", with: "03/02/12")
        let paths = [
            "/ecole/eleves", form, form + look, "\(form)=>#texte<<\(Self.file)\(look)",
            "\(form)=>#texte<<\(bad)\(look)",
            "\(form)=>#texte<<\(Self.file.replacing("Nom;", with: "Patronyme;"))\(look)",
            "\(form)=>#texte<<\(Self.file)\(look)=>.act button", "/ecole/eleves?classe=3e%202",
            "\(form)=>#texte<<\(Self.heading)1001;Diallo;Awa;03/02/2012;3e 5;\(look)",
        ]
        try await door.service.look(at: paths, cookie: "seing-ecole=\(session.text)")
        #expect(try await door.desk.roster(of: HeadAtTheDoor.school).present.count == 2)
    }
}

@Suite("Forms with a file")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=XX"

    private static func form(_ body: String, type: String = type) throws -> MultipartForm {
        try MultipartForm(Array(body.utf8), contentType: type)
    }

    private static func part(_ name: String, _ value: String) -> String {
        "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    @Test func `gives values and files byte for byte, line ends and dashes inside too`() throws {
        let value = "a\r\n--X\r\n\r\n--\r\nb--XX"
        let form = try Self.form(Self.part("a", value) + Self.part("b", "") + "--XX--\r\n")
        #expect(try form.text("a") == value && form.bytes("b").isEmpty && form.bytes("c").isEmpty)
        let quoted = try Self.form(Self.part("a", "1") + "--XX--", type: "multipart/form-data; boundary=\"XX\"")
        #expect(try quoted.text("a") == "1")
    }

    @Test func `refuses what is no such form`() {
        let whole = Self.part("a", "1") + "--XX--\r\n"
        let bad = [
            "", "--XX", "--XX\r\n--XX--", "x" + whole, Self.part("a", "1"), Self.part("a", "1") + whole,
            "--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--",
            "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n1\r\n--XX--",
            "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XX--",
            (0..<300).map { Self.part("n\($0)", "") }.joined() + "--XX--",
        ]
        for body in bad {
            #expect(throws: RequestFailure.malformedForm, "\(body.prefix(60))") { try Self.form(body) }
        }
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\(String(repeating: "a", count: 71))",
        ] {
            #expect(throws: RequestFailure.malformedForm) { try Self.form(whole, type: type) }
        }
        #expect(throws: RequestFailure.malformedForm) {
            try MultipartForm(
                Array(Self.part("a", "").utf8.dropLast(2)) + [0xFF, 0x0D, 0x0A] + Array("--XX--".utf8),
                contentType: Self.type
            ).text("a")
        }
    }
}
