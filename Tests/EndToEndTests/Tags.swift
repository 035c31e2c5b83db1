import Testing

extension Tag {
    /// Runs the built program, not its modules.
    @Tag static var endToEnd: Self
}
