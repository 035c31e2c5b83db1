import Foundation
import Parties
import Persistence
import Placements

/// Takes rosters of a large school into new stores, and says how the slowest import stands to the limit.
@main
enum Entry {
    /// Pupils, each with two representatives; more than any school of the directory that has placements.
    private static let pupilCount = 1_000
    private static let runs = 5
    /// What a person who clicks is to wait at most, in seconds: the whole of an import, its preview included.
    private static let limit = 1.0

    static func main() async {
        do {
            var slowest = 0.0
            for run in 1...runs {
                let seconds = try await importOnce()
                slowest = max(slowest, seconds)
                print("run \(run): \(pupilCount) pupils looked at and taken in \(milliseconds(seconds)) ms")
            }
            let percent = Int((slowest / limit * 100).rounded(.up))
            print("slowest: \(milliseconds(slowest)) ms, \(percent) % of the limit of \(milliseconds(limit)) ms")
            exit(slowest <= limit ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(70)
        }
    }

    private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1_000).rounded(.up)) }

    /// - Returns: Seconds from the bytes of the file to the roster on the disk.
    private static func importOnce() async throws -> Double {
        let directory = FileManager.default.temporaryDirectory.appending(path: "seing-roster-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try SQLiteStore.open(directory: directory)
        defer { try? store.close() }
        guard let school = UAI("0990011Z"), let today = CalendarDate(year: 2026, month: 11, day: 28) else {
            throw Failure(description: "a school's number or a day that are none")
        }
        let desk = RosterDesk(
            store: store.rosterStore, now: { Date() }, today: { today },
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
        let bytes = file()
        let begin = ContinuousClock.now
        let preview = try await desk.preview(bytes, of: school)
        _ = try await desk.take(bytes, of: school, token: preview.token, marksLeft: false)
        let duration = begin.duration(to: .now)
        guard try await desk.roster(of: school).pupils.count == pupilCount else {
            throw Failure(description: "not all pupils were taken")
        }
        return duration / .seconds(1)
    }

    private static func file() -> [UInt8] {
        let heading =
            "N° élève;Nom;Prénom;Né(e) le;Classe;Courriel élève;Responsable 1 Nom;Responsable 1 Prénom;Lien responsable 1;"
            + "Mail responsable 1;Responsable 2 Nom;Responsable 2 Prénom;Lien responsable 2;Mail responsable 2\n"
        let rows = (0..<pupilCount).map { number in
            let (letters, day) = (name(number), (number % 28 < 9 ? "0" : "") + "\(number % 28 + 1)")
            return "\(number);\(letters);Léa;\(day)/06/2012;3e \(number / 30 + 1);e\(number)@eleve.example;"
                + "\(letters);Odile;MERE;m\(number)@famille.example;\(letters);Paul;PERE;p\(number)@famille.example\n"
        }
        return Array((heading + rows.joined()).utf8)
    }

    /// A name of letters alone, another one for each number.
    private static func name(_ number: Int) -> String {
        "Du"
            + String(number).map { digit in
                ["a", "e", "i", "o", "u", "an", "en", "in", "on", "ou"][digit.wholeNumberValue ?? 0]
            }
            .joined(separator: "l")
    }
}

/// A benchmark that could not be run, or whose result is wrong.
struct Failure: Error, CustomStringConvertible {
    let description: String
}
