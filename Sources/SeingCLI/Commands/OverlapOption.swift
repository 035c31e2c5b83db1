import ArgumentParser

/// How a school says that two conventions of one pupil are meant.
struct OverlapOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Why the pupil may have another convention for the same days, as half-days with two hosts; kept with the convention.",
            valueName: "reason"))
    var despiteOverlap: String?
}
