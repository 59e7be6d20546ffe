#pragma once

#include <QString>
#include <array>
#include <optional>
#include <string_view>

namespace lab {

/// The statements that the laboratory shows; core/bound holds their equations.
enum class Theorem { theorem_4_1, theorem_4_2, theorem_4_3, theorem_4_3_published };
inline constexpr std::array kTheorems{Theorem::theorem_4_1, Theorem::theorem_4_2, Theorem::theorem_4_3,
                                      Theorem::theorem_4_3_published};

/// The name as in files, lessons and the parameter bound_theorem: "4.1", "4.2", "4.3", "4.3-published".
std::string_view theoremKey(Theorem theorem);
std::optional<Theorem> findTheorem(const QString& key);

QString theoremTitle(Theorem theorem);  ///< as in a list: "Theorem 4.3, published"
QString theoremNote(Theorem theorem);   ///< one or two sentences: what it speaks of, and what is peculiar

/// Theorem 4.1 rolls the model out to the end.
bool hasRolloutLength(Theorem theorem);
/// Theorem 4.3 charges ε_m′ on π's states, the others ε_m on π_D's.
bool usesEpsMPrime(Theorem theorem);

}  // namespace lab
