extension PDFDocument {
    /// Reads an object as of a revision.
    ///
    /// - Throws: ``PDFReadError`` with `missingObject` when there is none: it is free, or never defined, or the
    ///   generation differs; `badSyntax` when another object stands at its place.
    public func indirectObject(_ reference: PDFReference, asOf index: Int) throws(PDFReadError) -> IndirectObject {
        try checkTime()
        guard let (entry, definer, definition) = objects.entry(of: reference.number, asOf: index) else {
            throw missing(reference, asOf: index)
        }
        switch entry {
        case .inUse(let offset, let generation) where generation == reference.generation:
            if let known = cache.object(definition) { return known }
            let object = try read(reference, at: offset, in: definer, mayBeCompressed: true)
            cache.keep(object, as: definition)
            return object
        case .compressed(let container, let place) where reference.generation == 0:
            let stream = try objectStream(container, namedIn: revisions[definer], asOf: index)
            return try stream.read(reference.number, at: place, depthLimit: limits.nestingDepth)
        default: throw missing(reference, asOf: index)
        }
    }

    /// The bytes of an object, not yet read: from its number to where it has to end at the latest.
    ///
    /// - Returns: `nil` when there is no such object, or it stands in an object stream.
    public func unreadBytes(of reference: PDFReference, asOf index: Int) -> ArraySlice<UInt8>? {
        guard let (entry, revision) = entry(of: reference.number, asOf: index),
            case .inUse(let offset, let generation) = entry, generation == reference.generation,
            let end = try? endOfObject(reference, at: offset, in: revision.index), offset < end, end <= bytes.count
        else { return nil }
        return bytes[offset..<end]
    }

    private func missing(_ reference: PDFReference, asOf index: Int) -> PDFReadError {
        PDFReadError(.missingObject, found: "no object \(reference)", expected: "one in revision \(index)")
    }

    /// - Parameters:
    ///   - index: Of the revision that says so.
    ///   - mayBeCompressed: Whether a stream's length may stand in an object stream.
    private func read(
        _ reference: PDFReference, at offset: Int, in index: Int, mayBeCompressed: Bool
    ) throws(PDFReadError) -> IndirectObject {
        let end = try endOfObject(reference, at: offset, in: index)
        var lexer = PDFLexer(
            bytes, at: offset, end: min(end, offset + limits.objectByteCount), depthLimit: limits.nestingDepth)
        let object = try lexer.readIndirectObject(dataEnd: end) { length throws(PDFReadError) in
            try streamLength(length, asOf: index, mayBeCompressed: mayBeCompressed)
        }
        guard object.reference == reference else {
            throw PDFReadError(
                .badSyntax, at: offset, found: "object \(object.reference)", expected: "object \(reference)")
        }
        return object
    }

    /// Where an object has to end at the latest.
    ///
    /// What only the stream of a hybrid section names may stand in an earlier revision: some programs write the
    /// section that names it in a second save.
    private func endOfObject(
        _ reference: PDFReference, at offset: Int, in index: Int
    ) throws(PDFReadError) -> Int {
        if revisions[index].mayHoldObject(at: offset) { return revisions[index].endOfObject(at: offset) }
        let revision = revisions[index]
        if revision.crossReference.hiddenObjects.contains(reference.number),
            let earlier = revisions[..<revision.index].last(where: { $0.mayHoldObject(at: offset) })
        {
            return min(earlier.endOfObject(at: offset), revision.endOfObject(at: offset))
        }
        throw PDFReadError(
            .badSyntax, at: offset, found: "object \(reference) outside its revision",
            expected: "an offset in \(revision.range)")
    }

    /// The length is looked up without following a second reference, so that no circle can be built.
    private func streamLength(
        _ reference: PDFReference, asOf index: Int, mayBeCompressed: Bool
    ) throws(PDFReadError) -> Int {
        guard let (entry, revision) = entry(of: reference.number, asOf: index) else {
            throw PDFReadError(.missingObject, found: "no object \(reference)", expected: "a stream length")
        }
        switch entry {
        case .inUse(let offset, _) where revision.mayHoldObject(at: offset):
            var lexer = PDFLexer(bytes, at: offset, end: revision.endOfObject(at: offset))
            _ = try lexer.readInteger()
            _ = try lexer.readInteger()
            lexer.skipWhiteSpaceAndComments()
            try lexer.expect(keyword: "obj")
            return try lexer.readInteger()
        case .compressed(let container, let place) where mayBeCompressed:
            let stream = try objectStream(container, namedIn: revision, asOf: index)
            let object = try stream.read(reference.number, at: place, depthLimit: limits.nestingDepth).object
            if let length = object.integerValue { return length }
        default: break
        }
        throw PDFReadError(
            .badSyntax, found: "a stream /Length at a place where it may not be", expected: "an integer object")
    }

    /// The decoded object stream that an entry names.
    ///
    /// - Parameters:
    ///   - revision: The revision whose entry names it.
    ///   - index: As of which revision its own entry is looked up. A later definition than the entry's would change
    ///     all objects in the stream for some readers and for others not, so it is refused.
    private func objectStream(
        _ number: Int, namedIn revision: Revision, asOf index: Int
    ) throws(PDFReadError) -> ObjectStream {
        guard let (_, holder) = entry(of: number, asOf: index) else {
            throw PDFReadError(
                .missingObject, found: "no object stream \(number)", expected: "one in revision \(index)")
        }
        guard holder.index <= revision.index else {
            throw PDFReadError(
                .badSyntax, found: "object stream \(number) replaced by a later revision",
                expected: "the one that objects were put into")
        }
        let key = ReadingCache.Key(number: number, revision: holder.index)
        if let known = cache.objectStream(key) { return known }
        try checkTime()
        let stream = try ObjectStream(try container(number, asOf: index), limits: limits)
        try count(decoded: stream.byteCount)
        try checkExtension(of: stream, asOf: index)
        cache.keep(stream, as: key)
        return stream
    }

    /// An object stream as an object: never in another one, and with a length that is in none either, so that no circle
    /// can be built.
    private func container(_ number: Int, asOf index: Int) throws(PDFReadError) -> IndirectObject {
        guard let (entry, revision) = entry(of: number, asOf: index),
            case .inUse(let offset, let generation) = entry, generation == 0
        else {
            throw PDFReadError(
                .badSyntax, found: "object stream \(number) that is free or in another one",
                expected: "an object in the file")
        }
        return try read(PDFReference(number: number), at: offset, in: revision.index, mayBeCompressed: false)
    }

    /// Follows `/Extends`, which may not run in a circle.
    ///
    /// Source: ISO 32000-1 §7.5.7, table 16.
    private func checkExtension(of stream: ObjectStream, asOf index: Int) throws(PDFReadError) {
        var visited: Set<Int> = [stream.reference.number]
        var next = stream.extends
        while let reference = next {
            guard visited.insert(reference.number).inserted else {
                throw PDFReadError(
                    .badSyntax, at: stream.range.lowerBound, found: "object streams that extend each other in a circle",
                    expected: "a first one")
            }
            guard visited.count <= limits.extendsCount else {
                throw PDFReadError(
                    .limitExceeded, at: stream.range.lowerBound,
                    found: "more than \(limits.extendsCount) object streams that extend each other",
                    expected: "fewer")
            }
            let object = try container(reference.number, asOf: index)
            guard let dictionary = object.object.streamValue?.dictionary, dictionary["Type"] == .name("ObjStm") else {
                throw PDFReadError(
                    .badSyntax, at: object.range.lowerBound, found: "an /Extends that names something else",
                    expected: "an object stream")
            }
            next = try ObjectStream.extends(dictionary, at: object.range.lowerBound)
        }
    }
}
