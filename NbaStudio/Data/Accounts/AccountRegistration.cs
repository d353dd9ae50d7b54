using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>Registers accounts; used by the hub and by commands alike.</summary>
public static class AccountRegistration
{
    /// <summary>Wrong passwords or codes in a row that lock an account, and for how long.</summary>
    private const int TriesBeforeLock = 5;

    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddAccounts(this IServiceCollection services, Workspace workspace)
    {
        services.AddDataProtection().SetApplicationName("NbaStudio").PersistKeysToFileSystem(new DirectoryInfo(workspace.KeyFolder));
        services.AddIdentityCore<Account>(identity =>
        {
            // Names are checked by AccountNames, passwords by PasswordRules: length and the commonest, no rules about kinds of characters.
            identity.User.AllowedUserNameCharacters = "";
            identity.Password.RequiredLength = PasswordRules.MinimumLength;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.AllowedForNewUsers = true;
            identity.Lockout.MaxFailedAccessAttempts = TriesBeforeLock;
            identity.Lockout.DefaultLockoutTimeSpan = LockedFor;
        }).AddUserStore<AccountUserStore>();
        return services.AddSingleton<AccountWork>().AddSingleton<SecondFactorKeys>()
            .AddSingleton(provider => new AccountStore(provider.GetRequiredService<AccountWork>(), provider.GetRequiredService<IDbContextFactory<ConsoleDb>>(), provider.GetRequiredService<WallClock>()))
            .AddSingleton(provider => new AccountSignIn(
                provider.GetRequiredService<AccountWork>(), provider.GetRequiredService<SecondFactorKeys>(), provider.GetRequiredService<NbaOptions>(), provider.GetRequiredService<WallClock>()))
            .AddSingleton(provider => new OwnAccount(provider.GetRequiredService<AccountWork>(), provider.GetRequiredService<SecondFactorKeys>(), provider.GetRequiredService<WallClock>()))
            .AddSingleton(provider => new AccountRegistry(provider.GetRequiredService<AccountStore>(), provider.GetRequiredService<AccountWork>(), provider.GetRequiredService<WallClock>()));
    }
}
