using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Mcap;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Mcap;

public class Crc32Tests
{
    [Fact]
    public void Compute_CheckString_MatchesThePublishedValue()
    {
        byte[] check = "123456789"u8.ToArray();

        uint crc = Crc32.Compute(check);

        Assert.Equal(0xCBF43926u, crc);
    }

    [Fact]
    public void Compute_AnyBytes_EqualsBitByBit()
    {
        Property property = Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                var random = new Random(seed);
                var data = new byte[random.Next(0, 700)];
                random.NextBytes(data);
                int cut = random.Next(0, data.Length + 1);

                uint whole = Crc32.Compute(data);

                return whole == BitByBit(data)
                    && whole == Crc32.AppendScalar(0, data)
                    && whole == Crc32.Append(Crc32.Append(0, data.AsSpan(0, cut)), data.AsSpan(cut));
            });

        property.QuickCheckThrowOnFailure();
    }

    private static uint BitByBit(byte[] data)
    {
        uint register = uint.MaxValue;
        foreach (byte value in data)
        {
            register ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register & 1) != 0 ? (register >> 1) ^ 0xEDB88320u : register >> 1;
            }
        }

        return ~register;
    }
}
