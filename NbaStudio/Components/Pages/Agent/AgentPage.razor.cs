using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Agent;

/// <summary>One screen for a conversation.</summary>
public sealed partial class AgentPage
{
    private bool _busy;
    private bool _failed;

    [Inject]
    private IAgentDesk Desk { get; set; } = null!;

    [Inject]
    private IViewer Who { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<AgentPage> Log { get; set; } = null!;

    [Parameter]
    public string? CustomerId { get; set; }

    protected override object Key => CustomerId ?? "";

    protected override async Task<AgentPageModel?> ReadAsync(CancellationToken cancellationToken)
    {
        var setUp = await Desk.ReadAsync(W.Language, cancellationToken);
        if (CustomerId is null || setUp.Channels.Count == 0 || await Desk.OpenAsync(CustomerId, W.Language, Who.Caller, cancellationToken) is not { } customer)
        {
            return new AgentPageModel(setUp, null);
        }

        var call = new AgentCall(Desk, customer, setUp, W.Language, Time);
        await call.StartAsync(Who.Caller);
        return new AgentPageModel(setUp, call);
    }

    private Task AgainAsync() => TryAsync(() => Model!.Call!.RetryAsync(Who.Caller));

    private async Task AnswerAsync(AgentCall call, AgentAnswer answer)
    {
        // An answer is recorded once, however often it is pressed.
        if (_busy)
        {
            return;
        }

        _busy = true;
        await TryAsync(async () => await call.AnswerAsync(answer, await Who.NowAsync()));
        _busy = false;
    }

    // What was typed stays, whatever fails; the agent is told.
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            _failed = false;
        }
        catch (Exception exception)
        {
            Log.LogError(exception, "The agent desk could not go on");
            _failed = true;
        }
    }
}

/// <param name="Call">Null = nobody is chosen.</param>
public sealed record AgentPageModel(AgentSetUp SetUp, AgentCall? Call);
