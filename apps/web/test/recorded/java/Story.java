// Calls the service at the address with the client and the client code; prints what came of it.

import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.servicestack.client.*;

public class Story {
    static final Type SESSIONS = new TypeToken<ArrayList<dtos.AISessionInfo>>() {}.getType();
    static final Type PAGES = new TypeToken<ArrayList<dtos.ListResponse<dtos.AISessionInfo>>>() {}.getType();
    static JsonServiceClient client;

    public static void main(String[] arguments) {
        client = new JsonServiceClient(arguments[0]);
        dtos.AuthenticateResponse signedIn = client.send(new dtos.Authenticate().setProvider("credentials")
            .setUserName(System.getenv("USER_NAME")).setPassword(System.getenv("PASSWORD")));
        dtos.AccountInfo account = client.send(new dtos.NewAccount().setName("Northwind"));
        dtos.AISessionInfo session = client.send(
            new dtos.NewAISession().setAccountId(account.id).setPurpose("Geändert \"so\" & +"));
        dtos.AISessionInfo patched = Snippet.patch(client,
            new dtos.PatchAISession().setSessionId(session.id).setPurpose("Changed"));
        dtos.AISessionInfo queued = client.send(new dtos.NewAISessionAction().setSessionId(session.id)
            .setFunctionName("setSessionPurpose").setArguments("{\"purpose\":\"Applied\"}"));
        dtos.ListAISessions list = new dtos.ListAISessions().setAccountIds(listOf(account.id))
            .setStates(listOf(dtos.AISessionState.Open, dtos.AISessionState.Applied));
        list.setSortField("dateCreated").setSortOrder(dtos.SortOrders.Descend).setSimplifiedPaging(false);
        dtos.ListResponse<dtos.AISessionInfo> page = client.send(list);
        dtos.ListResponse<dtos.AuditEventInfo> events = client.send(new dtos.ListAuditEvents()
            .setEntityId(session.id).setFrom(session.dateCreated).setRefused(false));
        dtos.AISessionInfo applied = client.send(new dtos.ApplyAISession().setSessionId(session.id));
        dtos.AISessionInfo read = client.send(new dtos.GetAISession().setSessionId(session.id));
        ArrayList<dtos.AISessionRow> rows = client.send(
            new dtos.ExportAISessions().setAccountIds(listOf(account.id)));
        Object refused = refusal(() -> Snippet.patch(client,
            new dtos.PatchAISession().setSessionId(session.id).setPurpose("x".repeat(2_001))));
        // This client has no call for batches: they are lists, sent to an address.
        ArrayList<dtos.AISessionInfo> made = client.post("/json/reply/NewAISession[]",
            listOf(new dtos.NewAISession().setPurpose("a"), new dtos.NewAISession().setPurpose("b")), SESSIONS);
        ArrayList<dtos.AISessionInfo> changed = client.post("/json/reply/PatchAISession[]", map(made,
            (one) -> new dtos.PatchAISession().setSessionId(one.id).setPurpose(one.purpose + "!")), SESSIONS);
        ArrayList<dtos.AISessionInfo> got = client.post("/json/reply/GetAISession[]",
            map(made, (one) -> new dtos.GetAISession().setSessionId(one.id)), SESSIONS);
        ArrayList<dtos.ListResponse<dtos.AISessionInfo>> pages = client.post("/json/reply/ListAISessions[]", map(made, (one) -> {
            dtos.ListAISessions request = new dtos.ListAISessions();
            request.setSpecificIds(listOf(one.id));
            return request;
        }), PAGES);
        client.send(new dtos.DeleteAISession().setSessionId(session.id));
        Object gone = refusal(() -> client.send(new dtos.GetAISession().setSessionId(session.id)));

        Map<String, Object> understood = new LinkedHashMap<>();
        understood.put("signedIn", signedIn.userName);
        understood.put("created", session.purpose);
        understood.put("patched", listOf(patched.purpose, patched.id.equals(session.id)));
        understood.put("queued", listOf(queued.pendingActions, queued.actions.get(0).state));
        understood.put("list", listOf(page.totalCount, map(page.items,
            (one) -> listOf(one.id.equals(session.id), one.state, one.accountName))));
        understood.put("events", map(events.items, (one) -> one.operation));
        understood.put("applied", applied.state);
        understood.put("read", listOf(read.purpose, read.actions.get(0).state, read.actions.get(0).risk,
            read.pendingActions));
        understood.put("rows", map(rows,
            (one) -> listOf(one.id.equals(session.id), one.purpose, one.state)));
        understood.put("refused", refused);
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("created", map(made, (one) -> one.purpose));
        batch.put("changed", map(changed, (one) -> one.purpose));
        batch.put("read", map(got, (one) -> one.purpose));
        batch.put("listed", map(pages, (one) -> map(one.items, (item) -> item.purpose)));
        understood.put("batch", batch);
        understood.put("gone", gone);
        System.out.println(client.getGsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(understood));
    }

    static Object refusal(Runnable call) {
        try {
            call.run();
            return null;
        } catch (WebServiceException error) {
            return listOf(error.getStatusCode(), error.getErrorCode(),
                map(error.getFieldErrors(), (one) -> one.fieldName));
        }
    }

    static <T, R> ArrayList<R> map(List<T> items, Function<T, R> change) {
        return new ArrayList<>(items.stream().map(change).collect(Collectors.toList()));
    }

    @SafeVarargs
    static <T> ArrayList<T> listOf(T... items) {
        return new ArrayList<>(Arrays.asList(items));
    }
}
