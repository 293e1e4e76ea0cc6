package dev.holdfast.spring;

import dev.holdfast.domain.Precondition;
import dev.holdfast.http.header.Preconditions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolver of parameters with {@link IfMatch}. It reads every field line, not only the first. */
final class IfMatchResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(IfMatch.class) && parameter.getParameterType() == Precondition.class;
    }

    @Override
    public Precondition resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var preconditions = Preconditions.of(name -> lines(request, name));
        preconditions.malformed().ifPresent(reason -> {
            throw new MalformedPrecondition(reason);
        });
        return preconditions.toDomain(Optional::empty);
    }

    private static List<String> lines(NativeWebRequest request, String name) {
        var values = request.getHeaderValues(name);
        return values == null ? List.of() : List.of(values);
    }
}
