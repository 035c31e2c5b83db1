private import HarfBuzzBridge

/// The three faces of a document, loaded once and shared by every document.
///
/// Fonts are found by path, never by asking the system for "something like" a family: two machines with the
/// same files then make the same bytes.
package struct FontSet: Sendable {
    package struct Paths: Hashable, Sendable {
        package var regular: String
        package var bold: String
        package var italic: String
        /// The Debian package that installs the files, named when one is missing.
        package var debianPackage: String

        package init(regular: String, bold: String, italic: String, debianPackage: String) {
            self.regular = regular
            self.bold = bold
            self.italic = italic
            self.debianPackage = debianPackage
        }

        /// Where Debian's `fonts-lato` puts Lato 2.0.
        package static let lato = Paths(
            regular: "/usr/share/fonts/truetype/lato/Lato-Regular.ttf",
            bold: "/usr/share/fonts/truetype/lato/Lato-Bold.ttf",
            italic: "/usr/share/fonts/truetype/lato/Lato-Italic.ttf",
            debianPackage: "fonts-lato")
    }

    let debianPackage: String
    private(set) var memory: WordMemory?
    let fixedTexts = FixedTexts()
    private let regular: Face
    private let bold: Face
    private let italic: Face

    /// - Throws: ``TypesettingError/fontUnusable(_:debianPackage:)`` when a file is missing or no usable font.
    package init(_ paths: Paths = .lato) throws(TypesettingError) {
        debianPackage = paths.debianPackage
        do throws(FontFileError) {
            regular = try Face(.regular, file: FontFile(path: paths.regular), hasKerningTable: true)
            bold = try Face(.bold, file: FontFile(path: paths.bold), hasKerningTable: true)
            italic = try Face(.italic, file: FontFile(path: paths.italic), hasKerningTable: false)
        } catch {
            throw .fontUnusable(error, debianPackage: paths.debianPackage)
        }
    }

    /// The same faces, which remember the words of one document.
    func forOneDocument() -> FontSet {
        var fonts = self
        fonts.memory = WordMemory()
        return fonts
    }

    subscript(style: Inline.Style) -> Face {
        switch style {
        case .regular: regular
        case .bold: bold
        case .italic: italic
        }
    }
}
