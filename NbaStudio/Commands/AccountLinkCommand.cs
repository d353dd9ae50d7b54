using NbaStudio.Data.Accounts;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Commands;

/// <summary>The way back in when the last admin has lost the password: whoever may write the data folder makes a link.</summary>
internal sealed class AccountLinkCommand : ICommand
{
    public string Verb => "account link";

    public string Summary => "Makes a one-time link with which an account chooses a new password, and resets its second factor.";

    public string Argument => "NAME";

    public IReadOnlyList<CommandOption> Options => [];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var accounts = context.Services.GetRequiredService<AccountStore>();
        if ((await accounts.ListAsync(stop)).FirstOrDefault(account => account.Name.Equals(context.Argument, StringComparison.OrdinalIgnoreCase)) is not { } account)
        {
            throw new CommandException($"There is no account '{context.Argument}'.");
        }

        await accounts.ResetSecondFactorAsync(account.Id, Caller.CommandLine, stop);
        var (token, _) = await accounts.RenewLinkAsync(account.Id, Caller.CommandLine, stop);
        var path = $"{DoorPaths.Welcome}?token={token}";
        await context.WriteAsync(new { account.Name, Path = path }, $"{path}\nThis is shown once and works for a week. Open it at the address of the hub.");
        return 0;
    }
}
