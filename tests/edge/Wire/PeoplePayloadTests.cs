using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using Xunit;

namespace O4O.Edge.Tests.Wire;

public sealed class PeoplePayloadTests
{
    private readonly PersonObservation[] _buffer = new PersonObservation[PeoplePayload.PeopleMax];

    [Fact]
    public void People_AnyFrame_ComesBackTheSame()
    {
        var frames =
            from count in Gen.Choose(0, PeoplePayload.PeopleMax)
            from seed in ArbMap.Default.GeneratorFor<int>()
            from epoch in ArbMap.Default.GeneratorFor<uint>()
            from sequence in ArbMap.Default.GeneratorFor<uint>()
            from timeUs in ArbMap.Default.GeneratorFor<long>()
            select (count, seed, mark: new DeviceMark(epoch, sequence, timeUs));

        Prop.ForAll(frames.ToArbitrary(), f =>
        {
            PersonObservation[] people = People(f.count, f.seed);
            byte[] bytes = new byte[PeoplePayload.Size(f.count)];
            bytes.AsSpan().Fill(0xa5); // what lay in a reused buffer must not come through

            int written = PeoplePayload.Write(bytes, f.mark, people);
            bool read = PeoplePayload.TryRead(bytes, _buffer, out PeopleFrame frame, out _);

            return written == bytes.Length && read && frame.Mark == f.mark && Same(people, frame.People);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void People_CutAnywhere_AreRefusedWithAReason() =>
        Damage.RefusedCutAnywhere(Sample(), (byte[] cut, out string error) => PeoplePayload.TryRead(cut, _buffer, out _, out error));

    [Fact]
    public void People_DamagedAtRandom_AreRefusedOrInReach() => Damage.Mutate(Sample(), damaged =>
    {
        bool read = PeoplePayload.TryRead(damaged, _buffer, out PeopleFrame frame, out string error);

        Assert.Equal(read, error.Length == 0);
        if (!read) return;
        Assert.Equal(damaged.Length, PeoplePayload.Size(frame.People.Length));
        foreach (PersonObservation person in frame.People)
            for (int j = 0; j < JointSet.Count; j++)
                Assert.InRange(person.Joints[j].XMm, -PeoplePayload.ReachMaxMm, PeoplePayload.ReachMaxMm);
    });

    [Theory]
    [InlineData(0, 0x57, "not a people message")]
    [InlineData(1, 0, "unknown version")]
    [InlineData(3, 0xff, "too many people")]
    [InlineData(2, 1, "length does not match its count")]
    public void People_OneFieldOutOfRange_AreRefusedForThatReason(int at, byte value, string reason)
    {
        byte[] bytes = Sample();
        bytes[at] = value;

        bool read = PeoplePayload.TryRead(bytes, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal(reason, error);
    }

    [Theory]
    [InlineData(PeoplePayload.ReachMaxMm, true)]
    [InlineData(-PeoplePayload.ReachMaxMm, true)]
    [InlineData(PeoplePayload.ReachMaxMm + 1, false)]
    [InlineData(-PeoplePayload.ReachMaxMm - 1, false)]
    [InlineData(int.MinValue, false)]
    public void People_JointAtTheLimitOfReach_AreTakenUpToIt(int mm, bool taken)
    {
        for (int axis = 0; axis < 3; axis++)
        {
            byte[] bytes = Sample();
            int lastJoint = PeoplePayload.HeaderBytes + 2 * PeoplePayload.PersonBytes - 12;
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(lastJoint + 4 * axis), mm);

            Assert.Equal(taken, PeoplePayload.TryRead(bytes, _buffer, out _, out _));
        }
    }

    [Fact]
    public void People_OneMoreThanTheLimit_AreRefusedBothWays()
    {
        byte[] bytes = new byte[PeoplePayload.Size(PeoplePayload.PeopleMax + 1)];
        Sample().AsSpan(0, PeoplePayload.HeaderBytes).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), PeoplePayload.PeopleMax + 1);

        bool read = PeoplePayload.TryRead(bytes, _buffer, out _, out string error);

        Assert.False(read);
        Assert.Equal("too many people", error);
        Assert.Throws<ArgumentException>(() => PeoplePayload.Write(bytes, default, new PersonObservation[PeoplePayload.PeopleMax + 1]));
    }

    private static byte[] Sample()
    {
        byte[] bytes = new byte[PeoplePayload.Size(2)];
        PeoplePayload.Write(bytes, new DeviceMark(1, 2, 3), People(2, 7));
        return bytes;
    }

    private static PersonObservation[] People(int count, int seed)
    {
        var random = new Random(seed);
        int Coordinate() => random.Next(-PeoplePayload.ReachMaxMm, PeoplePayload.ReachMaxMm + 1);
        var people = new PersonObservation[count];
        for (int i = 0; i < count; i++)
        {
            var joints = default(JointSet);
            for (int j = 0; j < JointSet.Count; j++) joints[j] = new Joint(Coordinate(), Coordinate(), Coordinate(), (byte)random.Next(256));
            people[i] = new PersonObservation(random.NextInt64(long.MinValue, long.MaxValue), joints);
        }
        return people;
    }

    private static bool Same(ReadOnlySpan<PersonObservation> a, ReadOnlySpan<PersonObservation> b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i].Track != b[i].Track) return false;
            for (int j = 0; j < JointSet.Count; j++)
                if (a[i].Joints[j] != b[i].Joints[j]) return false;
        }
        return true;
    }
}
