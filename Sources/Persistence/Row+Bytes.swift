import GRDB

import struct Foundation.Data

extension Row {
    func bytes(_ column: String) -> [UInt8] { Array(self[column] as Data) }

    func optionalBytes(_ column: String) -> [UInt8]? { (self[column] as Data?).map(Array.init) }
}

extension [UInt8] {
    /// For a BLOB column.
    var blob: Data { Data(self) }
}
