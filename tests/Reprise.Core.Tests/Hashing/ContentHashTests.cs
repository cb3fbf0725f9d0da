using Reprise.Core.Hashing;

namespace Reprise.Core.Tests.Hashing;

public sealed class ContentHashTests
{
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Sha256_OfBytesStreamAndFile_IsTheSame()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, "abc"u8.ToArray());
            using var stream = new MemoryStream("xabc"u8.ToArray()) { Position = 1 };

            Assert.Equal(OfAbc, ContentHash.Sha256("abc"u8));
            Assert.Equal(OfAbc, ContentHash.Sha256(stream));
            Assert.Equal(OfAbc, ContentHash.Sha256OfFile(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
