using Xunit;

namespace O4O.Edge.Tests.Wire;

/// <summary>Ways to damage a message. Each damaged one is a fresh array, so that a read past its end cannot go unseen.</summary>
internal static class Damage
{
    public const int Mutations = 2000;

    /// <summary>Every proper beginning of a message, from none of it to all but its last byte.</summary>
    public static IEnumerable<byte[]> Truncations(byte[] whole) => Enumerable.Range(0, whole.Length).Select(n => whole[..n]);

    /// <summary>Reads a message; what is wrong with it, or nothing.</summary>
    public delegate bool Reader(byte[] bytes, out string error);

    /// <summary>Every proper beginning of a message must be refused, with a reason.</summary>
    public static void RefusedCutAnywhere(byte[] whole, Reader tryRead) => Assert.All(Truncations(whole), cut =>
    {
        bool read = tryRead(cut, out string error);

        Assert.False(read);
        Assert.NotEmpty(error);
    });

    /// <summary>Hands <see cref="Mutations"/> damaged messages on; a failure names the seed that reproduces it.</summary>
    public static void Mutate(byte[] whole, Action<byte[]> read)
    {
        for (int seed = 0; seed < Mutations; seed++)
        {
            byte[] damaged = Mutated(whole, seed);
            Exception? thrown = Record.Exception(() => read(damaged));
            Assert.True(thrown is null, $"seed {seed}, {Convert.ToHexString(damaged)}: {thrown}");
        }
    }

    private static byte[] Mutated(byte[] whole, int seed)
    {
        var random = new Random(seed);
        var bytes = new List<byte>(whole);
        for (int changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.RemoveAt(at); break;
                default: bytes.AddRange(bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 64)))); break;
            }
        }
        return [.. bytes];
    }
}
