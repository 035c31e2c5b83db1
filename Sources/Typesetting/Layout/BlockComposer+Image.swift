extension BlockComposer {
    /// A picture on a strip of its own.
    mutating func composeImage(_ figure: Figure, in column: Column) {
        let element = structure.add(.figure, to: parent(in: column), alternativeText: figure.alternativeText)
        let width = min(figure.width, column.width)
        let height = width * Double(figure.image.height) / Double(figure.image.width)
        let free = column.width - width
        let x =
            switch figure.alignment {
            case .left: column.x
            case .centre: column.x + free / 2
            case .right: column.x + free
            }
        let place = Rectangle(x: x, top: 0, width: width, height: height)
        let strip = Strip(height: height, drawings: [.image(number(of: figure.image), place, element)])
        append([strip], before: 4, after: 8)
    }

    /// Its index among the document's images; a picture that is shown twice is embedded once.
    private mutating func number(of image: DocumentImage) -> Int {
        if let index = images.firstIndex(of: image) { return index }
        images.append(image)
        return images.count - 1
    }
}
