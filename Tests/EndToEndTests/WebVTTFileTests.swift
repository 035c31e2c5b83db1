import Testing

@Suite("Captions")
struct WebVTTFileTests {
    @Test func `are read with names, hours, settings and notes`() throws {
        let file = try WebVTTFile(
            "WEBVTT - essai\n\nNOTE rien\n\nun\n00:01.000 --> 00:02.500 line:0\nLire\nR&amp;D\n\n01:00:00.000 --> 01:00:01.500\nFin &lt;\n"
        )
        #expect(
            file.cues == [
                WebVTTFile.Cue(start: 1_000, end: 2_500, lines: ["Lire", "R&D"]),
                WebVTTFile.Cue(start: 3_600_000, end: 3_601_500, lines: ["Fin <"]),
            ])
    }

    @Test(arguments: [
        ("WEBVTT\n00:01.000 --> 00:02.000\nA", "head"), ("\n\n00:01.000 --> 00:02.000\nA", "head"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nA", "no times"), ("WEBVTT\n\n00:01.00 --> 00:02.000\nA", "no times"),
        ("WEBVTT\n\n00:60.000 --> 01:02.000\nA", "no times"), ("WEBVTT\n\n00:01.000-->00:02.000\nA", "no times"),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nA", "ends before"), ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "no text"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA --> B", "an arrow"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nR&D", "escaped"),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\nA\n\n00:01.000 --> 00:02.000\nB", "before the last"),
    ])
    func `are refused when they break the rules`(text: String, cause: String) throws {
        let fault = try #require(throws: WebVTTFile.Fault.self) { try WebVTTFile(text) }
        #expect(fault.cause.contains(cause), "\(fault)")
    }

    @Test func `are hard to read when they overlap, hurry or are long`() {
        let line = String(repeating: "a", count: 43)
        let faults = CaptionFaults.faults(of: [
            WebVTTFile.Cue(start: 0, end: 1_400, lines: ["court"]),
            WebVTTFile.Cue(start: 1_300, end: 3_300, lines: [line]),
            WebVTTFile.Cue(start: 3_300, end: 6_300, lines: ["a", "b", "c"]),
        ])
        #expect(
            faults == [
                "« court » overlaps", "« court » stands 1400 ms", "« \(line) » has a line of more than 42 characters",
                "« \(line) » is 43 characters in 2000 ms", "« a b c » has more than two lines",
            ])
    }
}
