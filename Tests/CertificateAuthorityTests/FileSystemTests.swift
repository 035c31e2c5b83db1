import Foundation
import TestSupport
import Testing

@testable import CertificateAuthority

@Suite("Files of keys")
struct FileSystemTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func content(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path))) }

    @Test func `a file that is there is not written to`() throws {
        let path = try directory.write("key", [1, 2, 3])
        let error = #expect(throws: CertificateAuthorityError.self) {
            try FileSystem.create(path, [9], mode: 0o600)
        }
        #expect(error?.code == .alreadyExists)
        #expect(try content(path) == [1, 2, 3])
    }

    @Test func `nothing is written through a link that points nowhere`() throws {
        let target = directory.file("target")
        try FileManager.default.createSymbolicLink(atPath: directory.file("key"), withDestinationPath: target)
        #expect(throws: CertificateAuthorityError.self) {
            try FileSystem.create(directory.file("key"), [9], mode: 0o600)
        }
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test func `a file that cannot be put in place leaves nothing behind`() throws {
        let path = directory.file("list")
        try FileSystem.create(path, [1], mode: 0o644)
        try FileManager.default.createDirectory(atPath: directory.file("dir"), withIntermediateDirectories: false)
        try directory.write("dir/x", [1])
        #expect(throws: CertificateAuthorityError.self) {
            try FileSystem.replace(directory.file("dir"), [2], mode: 0o600)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() == ["dir", "list"])
    }

    @Test func `a file is replaced as a whole, with its mode`() throws {
        let path = try directory.write("list", [1, 2, 3], mode: 0o600)
        try FileSystem.replace(path, [4], mode: 0o644)
        #expect(try content(path) == [4])
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o644)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["list"])
    }

    @Test func `more than a megabyte is not read, nor what is no file`() throws {
        let path = try directory.write("big", [UInt8](repeating: 0, count: (1 << 20) + 1))
        #expect(throws: CertificateAuthorityError.self) { try FileSystem.read(path) }
        #expect(throws: CertificateAuthorityError.self) { try FileSystem.read("/dev/zero") }
        #expect(throws: CertificateAuthorityError.self) { try FileSystem.read(directory.path) }
    }

    @Test func `a tree is removed without following links out of it`() throws {
        let keep = try directory.write("keep", [1])
        let tree = directory.file("tree")
        try FileManager.default.createDirectory(atPath: "\(tree)/sub", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(tree)/sub/link", withDestinationPath: directory.path)
        try directory.write("tree/sub/.hidden", [1])
        FileSystem.removeTree(tree)
        #expect(!FileManager.default.fileExists(atPath: tree))
        #expect(try content(keep) == [1])
    }
}
