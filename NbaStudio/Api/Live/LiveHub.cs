using Microsoft.AspNetCore.SignalR;

namespace NbaStudio.Api.Live;

/// <summary>/hubs/live: sends "decisions" (an array, newest first) and "counters" to whoever is connected; ?language=en or ja chooses the words.</summary>
internal sealed class LiveHub(LiveBroadcast broadcast) : Hub
{
    public override async Task OnConnectedAsync()
    {
        var language = Context.GetHttpContext()?.Request.Query["language"].ToString() == "ja" ? "ja" : "en";
        await Groups.AddToGroupAsync(Context.ConnectionId, language);
        broadcast.Joined();
        await broadcast.WelcomeAsync(Clients.Caller, language);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        broadcast.Left();
        return base.OnDisconnectedAsync(exception);
    }
}
