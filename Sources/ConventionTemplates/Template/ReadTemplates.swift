import Synchronization

/// Templates that were read and checked, good as long as their files hold the same bytes.
///
/// Reading a text and looking for references that are out of date takes longer than signing, and each page that shows a
/// convention needs its template. The files are read each time and compared: whatever is edited, is read anew at once.
final class ReadTemplates: Sendable {
    /// Where a text stands, and by which rules it was checked.
    struct Place: Hashable {
        let file: String
        let isKept: Bool
    }

    private struct Reading {
        let bytes: [UInt8]
        let pictures: [String: [UInt8]]
        let template: ConventionTemplate
    }

    /// One for each file of the folder at most.
    private let readings = Mutex<[Place: Reading]>([:])
    /// By file.
    private let lists = Mutex<[String: (bytes: [UInt8], list: PublishedTemplates)]>([:])

    /// The template of a place; made by `read` unless the bytes of text and pictures are those it was made from.
    ///
    /// - Parameter read: Makes it, with the pictures that it is given.
    func template(
        at place: Place, bytes: [UInt8], read: (TemplatePictures) throws(TemplateError) -> ConventionTemplate
    ) throws(TemplateError) -> ConventionTemplate {
        let pictures = TemplatePictures.beside(place.file)
        if let known = readings.withLock({ $0[place] }), known.bytes == bytes,
            known.pictures.allSatisfy({ (try? pictures.read($0.key)) == $0.value })
        {
            return known.template
        }
        let shown = ShownPictures()
        let template = try read(
            TemplatePictures { name throws(PictureFileProblem) in
                let bytes = try pictures.read(name)
                shown.bytes.withLock { $0[name] = bytes }
                return bytes
            })
        let reading = Reading(bytes: bytes, pictures: shown.bytes.withLock { $0 }, template: template)
        readings.withLock { $0[place] = reading }
        return template
    }

    /// The list of published texts in a file; made by `read` unless the bytes are those it was made from.
    func list(
        in file: String, bytes: [UInt8], read: () throws(TemplateError) -> PublishedTemplates
    ) throws(TemplateError) -> PublishedTemplates {
        if let known = lists.withLock({ $0[file] }), known.bytes == bytes { return known.list }
        let list = try read()
        lists.withLock { $0[file] = (bytes, list) }
        return list
    }
}

/// What a reading saw of the pictures, by their names.
private final class ShownPictures: Sendable {
    let bytes = Mutex<[String: [UInt8]]>([:])
}
