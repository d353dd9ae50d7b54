namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 2: what the customer allows per channel and purpose. Service class needs no consent.</summary>
internal sealed class ConsentStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        // Many treatments need the same consent: each kind is looked up once.
        var reasons = context.ConsentReasons;
        for (var c = 0; c < reasons.Length; c++)
        {
            reasons[c] = Reason(context, context.Program.Consents[c].Purpose, context.Program.Consents[c].Channel);
        }

        if (!reasons.AsSpan().ContainsAnyExcept(DropReason.None))
        {
            return;
        }

        var facts = context.Facts;
        var kept = 0;
        for (var i = 0; i < context.Count; i++)
        {
            var t = context.Candidates[i];
            var consent = facts[t].Consent;
            if (consent < 0 || reasons[consent] == DropReason.None)
            {
                context.Candidates[kept++] = t;
            }
            else
            {
                context.Drop(t, PipelineStage.Consent, reasons[consent]);
            }
        }

        context.Count = kept;
    }

    private static DropReason Reason(DecisionContext context, string purpose, int channelIndex)
    {
        var channel = context.Channels[channelIndex];
        var newest = long.MinValue;
        var known = false;
        var granted = false;
        foreach (var fact in context.Inputs.Consents)
        {
            if (!Same(fact.Purpose, purpose) || (fact.Channel != "*" && !Same(fact.Channel, channel.Id)))
            {
                continue;
            }

            // The newest by its own time wins; a refusal wins a tie.
            if (!known || fact.Time > newest || (fact.Time == newest && !fact.Granted))
            {
                (newest, known, granted) = (fact.Time, true, fact.Granted);
            }
        }

        if (known)
        {
            return granted ? DropReason.None : DropReason.ConsentRefused;
        }

        var outbound = context.Inputs.Trigger != 0;
        var optIn = outbound ? channel.RequireOptIn : channel.RequireOptInInbound;
        return optIn ? DropReason.ConsentUnknown : DropReason.None;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
