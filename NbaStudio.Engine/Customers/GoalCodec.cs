namespace NbaStudio.Engine.Customers;

/// <summary>Stored form of a customer's goals. The last part of the state, absent where there are none: states written before goals were followed read as such.</summary>
internal static class GoalCodec
{
    public static void Write(CustomerState state, StateWriter writer)
    {
        if (state.Goals.Count == 0)
        {
            return;
        }

        writer.WriteUnsigned((ulong)state.Goals.Count);
        foreach (var (name, goal) in state.Goals.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            writer.WriteText(name);
            writer.WriteByte((byte)goal.Status);
            writer.WriteSigned(goal.StartedAt);
            writer.WriteDouble(goal.StartProgress);
            writer.WriteSigned(goal.Deadline);
        }
    }

    public static void Read(CustomerState state, ref StateReader reader)
    {
        if (reader.AtEnd)
        {
            return;
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (name, status) = (reader.ReadPresentText(), reader.ReadByte());
            if (status > (byte)GoalStatus.Reached)
            {
                throw StateReader.Invalid($"goal of unknown status {status}");
            }

            state.Goals[name] = new GoalState((GoalStatus)status, reader.ReadSigned(), reader.ReadDouble(), reader.ReadSigned());
        }
    }
}
