using System.Runtime;
using System.Runtime.InteropServices;

namespace NbaStudio.Api.Simulations;

/// <summary>Puts a thread behind the others of the hub (and of its scheduling group): it runs where a processor has nothing else to do, and whoever wakes up takes its place at once.</summary>
internal static class BackRank
{
    // SCHED_IDLE of sched(7).
    private const int Idle = 5;

    /// <summary>Takes the calling thread back, for good, where the system knows of such a rank (Linux, Windows); elsewhere, or where the system refuses, it stays as it is, and nothing but speed differs.</summary>
    /// <remarks>Only where collections of memory have threads of their own. Else (one processor) whichever thread has them made makes them, and all others wait for it.</remarks>
    public static void Take()
    {
        if (GCSettings.IsServerGC)
        {
            Lower();
        }
    }

    /// <summary>The same whatever collects.</summary>
    internal static void Lower()
    {
        // Heeded by Windows; Linux ignores it.
        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        if (OperatingSystem.IsLinux())
        {
            try
            {
                var parameter = 0;
                _ = SetScheduler(0, Idle, ref parameter);
            }
            catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
            {
                // A system without that call: as if it had refused.
            }
        }
    }

    /// <param name="thread">0 = the one that calls.</param>
    /// <param name="parameter">The one field of sched_param: a priority, which this rank has none of.</param>
    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, ref int parameter);
}
