import CLibXML2

extension XMLDocument {
    /// Exclusive canonical XML of the whole document, without comments.
    ///
    /// Source: W3C Exclusive XML Canonicalization 1.0.
    package func canonicalBytes() throws(XMLProblem) -> [UInt8] {
        let bytes: [UInt8]? = unsafe withTree { tree in
            var output: UnsafeMutablePointer<xmlChar>?
            let mode = Int32(XML_C14N_EXCLUSIVE_1_0.rawValue)
            let count = unsafe xmlC14NDocDumpMemory(tree, nil, mode, nil, 0, &output)
            guard count >= 0, let output = unsafe output else { return nil }
            defer { unsafe LibXML2.release(output) }
            return unsafe [UInt8](UnsafeBufferPointer(start: output, count: Int(count)))
        }
        guard let bytes else { throw XMLProblem(.outOfMemory, "libxml2 could not write the canonical form") }
        return bytes
    }
}
